//! The clocks of what brands promise, in the batch: set going, laid to rest and ended with whatever changes a ticket, and told of when
//! their time has come. The rules are those of `subrosa_desk::levels`.

use subrosa_desk::figures::levelled;
use subrosa_proto::AccountId;
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::Ticket;

use super::around::Around;
use super::business::Business;

impl Business {
    /// Brings the clocks of the newest ticket to where it stands now, by what was done to it; what there is to tell of them. `by` is
    /// whoever did it, and whether that was a person's message to the customer.
    pub(super) fn follow(
        &mut self,
        before: Option<&Ticket>,
        by: (Option<AccountId>, bool),
        around: &Around<'_>,
    ) -> Vec<Happening> {
        let Some(ticket) = &mut self.thread.ticket else { return Vec::new() };
        let Some(levels) = &self.levels else {
            // Nothing is promised any more.
            ticket.promise = None;
            return Vec::new();
        };
        let told = levels.follow(before, ticket, by, around.now);
        if let Some(counted) = &mut self.counted {
            for happening in &told {
                let (which, policy, member) = match happening {
                    Happening::Kept { target, policy, member } => ((*target, true), policy, *member),
                    Happening::Breached { target, policy, member } => ((*target, false), policy, *member),
                    _ => continue,
                };
                counted.facts.push(levelled(ticket.id, which, policy, member, around.now));
            }
        }
        told
    }

    /// Writes into the journal what there is to tell of clocks: no person did it.
    pub(super) fn tell(&mut self, told: Vec<Happening>, after: i64, around: &Around<'_>) {
        if !told.is_empty() {
            self.happened((self.brand, None), None, told, after, around);
        }
    }

    /// Tells of clocks whose time has come; whether that changed anything.
    pub(super) fn ring(&mut self, head: i64, around: &Around<'_>) -> bool {
        let before = self.thread.ticket.clone();
        let told = self.follow(before.as_ref(), (None, false), around);
        let is_changed = self.thread.ticket != before;
        self.is_changed |= is_changed;
        self.tell(told, head, around);
        is_changed
    }
}
