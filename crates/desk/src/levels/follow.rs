//! What happens to a ticket, as its clocks see it.

use subrosa_proto::journal::Happening;
use subrosa_proto::level::{LevelClock, LevelPolicy, LevelTarget, Promise};
use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_proto::{AccountId, Timestamp};

use super::Levels;

/// What was done to a ticket, or that time has passed.
#[derive(Debug, Clone, Copy)]
struct Deed {
    /// The person who wrote to the customer, if one did.
    answered_by: Option<AccountId>,
    /// Who did it, whatever it was.
    by: Option<AccountId>,
}

impl Levels {
    /// Brings a ticket's promise to where the ticket stands now, by what was done; `before` is the ticket as it stood, if it was there.
    /// Returns what there is to tell of it. Doing it again at the same moment does nothing.
    ///
    /// `by` is whoever did it, `is_answer` whether that was a person's message to the customer.
    #[must_use]
    pub fn follow(
        &self,
        before: Option<&Ticket>,
        after: &mut Ticket,
        (by, is_answer): (Option<AccountId>, bool),
        at: Timestamp,
    ) -> Vec<Happening> {
        // What is kept of moments are milliseconds.
        let at = Timestamp::from_milliseconds(at.milliseconds());
        let before = before.filter(|before| before.id == after.id);
        let deed = Deed { answered_by: by.filter(|_| is_answer), by };
        let mut told = Vec::new();
        let promise = after.promise.take();
        let holder = before.map_or(after.assignee, |before| before.assignee);
        // What was due before the deed was due, whoever does it now; but nothing is that is promised no more.
        let mut promise = promise.filter(|promise| self.named(&promise.policy).is_some());
        if let Some(Promise { policy, clocks }) = &mut promise {
            told.extend(clocks.iter_mut().filter_map(|clock| ring(clock, policy, holder, at)));
        }
        let (name, mut clocks) =
            promise.map_or((String::new(), Vec::new()), |promise| (promise.policy, promise.clocks));
        clocks.retain(|clock| !Self::ended(clock, after, deed, &name, &mut told));
        let Some(policy) = self.policy_for(&name, before, after) else { return told };
        if name != policy.name {
            clocks = self.moved(clocks, policy, at);
        }
        for target in begun(after) {
            if let Some(time) = policy.time(target)
                && clocks.iter().all(|clock| clock.target != target)
            {
                clocks.push(Self::at_rest(target, time, 0, at));
            }
        }
        let rests = policy.pauses && matches!(after.status, TicketStatus::Pending | TicketStatus::Snoozed);
        // How long something is overdue goes on all the same.
        for clock in clocks.iter_mut().filter(|clock| !clock.is_breached) {
            if rests {
                self.rest(clock, at);
            } else {
                self.go_on(clock, at);
            }
        }
        after.promise = (!clocks.is_empty()).then(|| Promise { policy: policy.name.clone(), clocks });
        told
    }

    /// The policy that holds: the present one, until what it was chosen by changes.
    fn policy_for(&self, present: &str, before: Option<&Ticket>, after: &Ticket) -> Option<&LevelPolicy> {
        let is_same = before.is_some_and(|before| (before.priority, &before.labels) == (after.priority, &after.labels));
        self.named(present).filter(|_| is_same).or_else(|| self.choose(after))
    }

    /// Whether a clock ends by a deed, and if it does, whether that keeps what was promised.
    fn ended(clock: &LevelClock, after: &Ticket, deed: Deed, policy: &str, told: &mut Vec<Happening>) -> bool {
        let is_resolved = after.status == TicketStatus::Resolved;
        let (has_ended, kept_by) = match clock.target {
            LevelTarget::Resolution => (is_resolved, is_resolved.then_some(deed.by)),
            LevelTarget::FirstResponse | LevelTarget::NextResponse => {
                (is_resolved || after.waiting_since.is_none(), deed.answered_by.map(Some))
            }
        };
        if let (true, Some(member)) = (has_ended && !clock.is_breached, kept_by) {
            told.push(Happening::Kept { target: clock.target, policy: policy.to_owned(), member });
        }
        has_ended
    }

    /// The clocks by another policy. What has passed has passed; what is breached stays as it is.
    fn moved(&self, clocks: Vec<LevelClock>, policy: &LevelPolicy, at: Timestamp) -> Vec<LevelClock> {
        let moved = clocks.into_iter().filter_map(|clock| {
            if clock.is_breached {
                return Some(clock);
            }
            let used = self.used(&clock, at);
            policy.time(clock.target).map(|time| Self::at_rest(clock.target, time, used, at))
        });
        moved.collect()
    }
}

/// The targets that a ticket has now: what the customer waits for, and the resolution.
fn begun(after: &Ticket) -> Vec<LevelTarget> {
    if after.status == TicketStatus::Resolved {
        return Vec::new();
    }
    let is_first = after.first_response_at.is_none();
    let response = if is_first { LevelTarget::FirstResponse } else { LevelTarget::NextResponse };
    after.waiting_since.map(|_| response).into_iter().chain([LevelTarget::Resolution]).collect()
}

/// What there is to tell of a clock by now.
fn ring(clock: &mut LevelClock, policy: &str, holder: Option<AccountId>, at: Timestamp) -> Option<Happening> {
    let due_at = clock.due_at.filter(|_| !clock.is_breached)?;
    if due_at <= at {
        (clock.is_warned, clock.is_breached) = (true, true);
        return Some(Happening::Breached { target: clock.target, policy: policy.to_owned(), member: holder });
    }
    if !clock.is_warned && clock.warns_at.is_some_and(|warns| warns <= at) {
        clock.is_warned = true;
        return Some(Happening::DueSoon { target: clock.target, due_at });
    }
    None
}
