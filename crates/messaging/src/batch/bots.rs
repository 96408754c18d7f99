//! Where bots are in one conversation, with the changes of a batch folded onto it.

use subrosa_proto::ticket::Thread;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, TicketId, Timestamp};
use subrosa_store::bot_threads::BotThread;

use super::GRACE_SECONDS;
use crate::Error;
use crate::bots::{BotEnding, BotStep};

/// Bots in one conversation of a brand.
pub(super) struct Bots {
    /// Whether the brand has any.
    pub(super) has_bots: bool,
    /// None where no bot has looked yet.
    pub(super) at: Option<BotThread>,
    pub(super) is_changed: bool,
}

impl Bots {
    /// The customer wrote: bots are to hear it, unless a person has the thread or a bot has given it to people.
    pub(super) fn customer_wrote(
        &mut self,
        (id, brand): (ConversationId, AccountId),
        thread: &Thread,
        seq: i64,
        now: Timestamp,
    ) {
        let Some(ticket) = thread.ticket.as_ref().filter(|_| self.has_bots) else { return };
        let at = self.at.get_or_insert_with(|| BotThread::new(id, brand));
        if at.patience_seconds > 0 {
            if ticket.assignee.is_some() && ticket.assignee == at.bot {
                wait_for_program(at, seq, now);
                self.is_changed = true;
                return;
            }
            // A new ticket, which the program has no more right to than others.
            end(at);
            at.bot = None;
        }
        let is_for_bots = match ticket.assignee {
            None => ticket.id != at.left_ticket,
            Some(holder) => at.bot == Some(holder),
        };
        if !is_for_bots {
            return;
        }
        if at.session.is_none() && at.wanted <= at.heard {
            // What was said to people before is not a bot's to answer.
            at.heard = at.heard.max(seq - 1);
        }
        at.wanted = seq;
        let soon = now.plus_seconds(GRACE_SECONDS);
        at.due_at = Some(at.due_at.map_or(soon, |due| due.min(soon)));
        self.is_changed = true;
    }

    /// Someone gives the thread to a bot, which hears what the customer writes from now on. A program of the brand's own has read the
    /// rest, so a customer who waits waits for it.
    pub(super) fn give(
        &mut self,
        (id, brand): (ConversationId, AccountId),
        (bot, patience_seconds): (AccountId, Option<i64>),
        (head, is_awaited): (i64, bool),
        now: Timestamp,
    ) {
        let at = self.at.get_or_insert_with(|| BotThread::new(id, brand));
        end(at);
        (at.bot, at.left_ticket) = (Some(bot), TicketId::new(0));
        (at.heard, at.wanted) = (head, head);
        at.patience_seconds = patience_seconds.unwrap_or(0);
        at.turn += 1;
        if at.patience_seconds > 0 && is_awaited {
            wait_for_program(at, head, now);
        }
        self.is_changed = true;
    }

    /// Whether this ticket was taken away from bots.
    pub(super) fn has_left(&self, ticket: TicketId) -> bool {
        self.at.as_ref().is_some_and(|at| at.left_ticket == ticket)
    }

    /// A program of the brand's own, which has the thread, has answered or seen to it that nobody waits.
    pub(super) fn program_answered(
        &mut self,
        (id, brand): (ConversationId, AccountId),
        (bot, patience_seconds): (AccountId, i64),
        head: i64,
    ) {
        let at = self.at.get_or_insert_with(|| BotThread::new(id, brand));
        end(at);
        (at.bot, at.patience_seconds) = (Some(bot), patience_seconds);
        (at.heard, at.wanted) = (head, head);
        // A step that would give the thread to people is void.
        at.turn += 1;
        self.is_changed = true;
    }

    /// A program of the brand's own leaves the ticket to whom it gave it.
    pub(super) fn leave(&mut self, (id, brand): (ConversationId, AccountId), ticket: TicketId) {
        let at = self.at.get_or_insert_with(|| BotThread::new(id, brand));
        end(at);
        leave(at, Some(ticket));
        at.turn += 1;
        self.is_changed = true;
    }

    /// Whether a step was made from what is true now.
    pub(super) fn check(&self, step: &BotStep) -> Result<(), Error> {
        match &self.at {
            Some(at) if at.turn == step.turn => Ok(()),
            _ => Err(Error::new(ErrorCode::ThreadTaken)),
        }
    }

    /// Takes over what a step made of the session.
    pub(super) fn stepped(&mut self, step: &BotStep, ticket: Option<TicketId>, now: Timestamp) {
        let Some(at) = &mut self.at else { return };
        at.turn += 1;
        at.heard = step.heard;
        self.is_changed = true;
        match &step.state {
            Some(state) => {
                (at.bot, at.version) = (step.bot, state.version);
                at.session = Some(state.session.clone());
                at.effect = state.effect.as_ref().map(|(effect, _)| effect.clone());
                at.timer_at = state.timer_at;
                at.due_at = state.effect.as_ref().map(|(_, due)| *due).or(state.timer_at);
            }
            None => {
                end(at);
                at.bot = step.bot;
            }
        }
        if let Some(seconds) = step.patience_seconds {
            at.patience_seconds = seconds;
            wait_for_program(at, at.wanted, now);
        }
        if matches!(step.ending, Some(BotEnding::HandedOver(_) | BotEnding::Gone)) {
            leave(at, ticket);
        }
        if at.heard < at.wanted {
            let soon = now.plus_seconds(GRACE_SECONDS);
            at.due_at = Some(at.due_at.map_or(soon, |due| due.min(soon)));
        }
    }

    /// Ends what bots are at where the thread is no longer theirs, whoever took it.
    pub(super) fn settle(&mut self, thread: &Thread) {
        let (Some(at), Some(ticket)) = (&mut self.at, &thread.ticket) else { return };
        let is_taken = if at.session.is_some() || at.patience_seconds > 0 {
            ticket.assignee != at.bot
        } else {
            at.heard < at.wanted && ticket.assignee.is_some() && ticket.assignee != at.bot
        };
        if is_taken {
            end(at);
            leave(at, Some(ticket.id));
            // A step that is under way meanwhile is void.
            at.turn += 1;
            self.is_changed = true;
        }
    }

    /// Whether a bot is at it, or is about to be: people are not to be given the ticket by itself.
    pub(super) fn are_at_it(&self) -> bool {
        self.at.as_ref().is_some_and(|at| at.heard < at.wanted || at.session.is_some())
    }

    /// Whether a bot has something to do here at once.
    pub(super) fn is_wanted(&self) -> bool {
        self.is_changed && self.at.as_ref().is_some_and(|at| at.heard < at.wanted || at.effect.is_some())
    }
}

/// The customer waits for the program that has the thread, from now on unless they do already.
fn wait_for_program(at: &mut BotThread, seq: i64, now: Timestamp) {
    (at.heard, at.wanted) = (seq, seq);
    let until = at.timer_at.unwrap_or_else(|| now.plus_seconds(at.patience_seconds));
    (at.timer_at, at.due_at) = (Some(until), Some(until));
}

/// No session is under way any more, and no program has the thread.
fn end(at: &mut BotThread) {
    at.patience_seconds = 0;
    (at.session, at.effect) = (None, None);
    (at.timer_at, at.due_at) = (None, None);
}

/// Bots leave the ticket to people, and have nothing more to hear in it.
fn leave(at: &mut BotThread, ticket: Option<TicketId>) {
    at.patience_seconds = 0;
    at.bot = None;
    at.left_ticket = ticket.unwrap_or(at.left_ticket);
    at.heard = at.heard.max(at.wanted);
    at.due_at = None;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn thread(ticket: i64, assignee: Option<i64>) -> Thread {
        let json = serde_json::json!({
            "id": TicketId::new(ticket), "ordinal": 1, "status": "open", "priority": "normal", "opened_at": 0, "opened_seq": 1,
            "assignee": assignee.map(AccountId::new),
        });
        let json = if assignee.is_none() { without(json, "assignee") } else { json };
        let ticket = serde_json::from_value(json).expect("a ticket");
        Thread { epoch: 1, journal: 1, ticket: Some(ticket), ..Thread::default() }
    }

    fn without(mut json: serde_json::Value, key: &str) -> serde_json::Value {
        json.as_object_mut().expect("an object").remove(key);
        json
    }

    const HERE: (ConversationId, AccountId) = (ConversationId::new(1), AccountId::new(2));
    const BOT: AccountId = AccountId::new(7);

    fn now() -> Timestamp {
        Timestamp::from_microseconds(1_000_000)
    }

    fn bots() -> Bots {
        Bots { has_bots: true, at: None, is_changed: false }
    }

    fn step(turn: i64, heard: i64, goes_on: bool) -> BotStep {
        let state = goes_on.then(|| crate::bots::BotState {
            version: 1,
            session: "{}".to_owned(),
            effect: None,
            timer_at: Some(now().plus_seconds(60)),
        });
        BotStep {
            bot: Some(BOT),
            turn,
            epoch: 0,
            heard,
            messages: Vec::new(),
            agreed: Vec::new(),
            state,
            patience_seconds: None,
            ending: None,
            language: None,
            counts: crate::bots::BotCounts::default(),
        }
    }

    #[test]
    fn nothing_is_asked_of_bots_where_there_are_none_or_a_person_has_the_thread() {
        let mut none = Bots { has_bots: false, ..bots() };
        none.customer_wrote(HERE, &thread(1, None), 1, now());
        let mut taken = bots();
        taken.customer_wrote(HERE, &thread(1, Some(8)), 1, now());
        assert!(!none.is_wanted() && !taken.is_wanted());
    }

    #[test]
    fn a_step_is_taken_once() {
        let mut bots = bots();
        bots.customer_wrote(HERE, &thread(1, None), 1, now());
        assert!(bots.is_wanted());
        let first = step(0, 1, true);
        assert!(bots.check(&first).is_ok());
        bots.stepped(&first, None, now());
        assert!(bots.check(&first).is_err() && !bots.is_wanted());
    }

    #[test]
    fn what_came_meanwhile_is_wanted_next() {
        let mut bots = bots();
        bots.customer_wrote(HERE, &thread(1, None), 1, now());
        bots.customer_wrote(HERE, &thread(1, None), 2, now());
        bots.stepped(&step(0, 1, true), None, now());
        assert!(bots.is_wanted());
    }

    #[test]
    fn a_person_who_takes_the_thread_ends_the_session_and_a_step_under_way() {
        let mut bots = bots();
        bots.customer_wrote(HERE, &thread(1, None), 1, now());
        bots.stepped(&step(0, 1, true), None, now());
        bots.customer_wrote(HERE, &thread(1, Some(7)), 2, now());
        let under_way = step(1, 2, true);
        bots.settle(&thread(1, Some(8)));
        assert!(bots.check(&under_way).is_err());
        assert!(bots.at.as_ref().is_some_and(|at| at.session.is_none() && at.due_at.is_none()));
        // The ticket stays with people also when nobody has it; the next one is for bots again.
        bots.is_changed = false;
        bots.customer_wrote(HERE, &thread(1, None), 3, now());
        assert!(!bots.is_changed);
        bots.customer_wrote(HERE, &thread(2, None), 4, now());
        assert_eq!(bots.at.as_ref().map(|at| (at.heard, at.wanted)), Some((3, 4)));
    }

    #[test]
    fn a_customer_waits_for_a_program_from_their_first_word_until_it_answers() {
        let mut bots = bots();
        bots.customer_wrote(HERE, &thread(1, None), 1, now());
        bots.stepped(&BotStep { patience_seconds: Some(60), ..step(0, 1, false) }, None, now());
        let due = |bots: &Bots| bots.at.as_ref().and_then(|at| at.due_at);
        assert_eq!(due(&bots), Some(now().plus_seconds(60)));
        bots.customer_wrote(HERE, &thread(1, Some(7)), 2, now().plus_seconds(30));
        assert_eq!(due(&bots), Some(now().plus_seconds(60)), "they wait since the first");
        assert!(!bots.is_wanted(), "no flow has anything to say");
        let too_late = BotStep { ending: Some(BotEnding::Gone), ..step(1, 2, false) };
        bots.program_answered(HERE, (BOT, 60), 3);
        assert_eq!(due(&bots), None);
        assert!(bots.check(&too_late).is_err(), "the thread stays with the program, which was quicker");
        bots.customer_wrote(HERE, &thread(1, Some(7)), 4, now().plus_seconds(300));
        assert_eq!(due(&bots), Some(now().plus_seconds(360)));
        // A person takes it; the ticket is left to people, the next one is for everyone again.
        bots.settle(&thread(1, Some(8)));
        assert!(due(&bots).is_none() && bots.has_left(TicketId::new(1)));
        bots.customer_wrote(HERE, &thread(2, None), 5, now());
        assert_eq!(bots.at.as_ref().map(|at| (at.bot, at.wanted, at.patience_seconds)), Some((None, 5, 0)));
    }

    #[test]
    fn a_person_can_give_the_thread_back() {
        let mut bots = bots();
        bots.customer_wrote(HERE, &thread(1, None), 1, now());
        bots.settle(&thread(1, Some(8)));
        bots.give(HERE, (BOT, None), (5, true), now());
        bots.customer_wrote(HERE, &thread(1, Some(7)), 6, now());
        assert_eq!(bots.at.as_ref().map(|at| (at.bot, at.heard, at.wanted)), Some((Some(BOT), 5, 6)));
    }
}
