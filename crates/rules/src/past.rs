//! When a rule would have run, had it been on: a conversation's log gone through from its beginning, by the functions that decide now.
//!
//! The log knows how tickets stood at each moment. What is known of the customer, what they bought and when the brand is open it does not
//! know: these are taken as they are now.

use subrosa_proto::Timestamp;
use subrosa_proto::journal::Happening;
use subrosa_proto::rule::SaveRule;
use subrosa_proto::ticket::{Priority, TicketStatus};
use subrosa_words::words;

use crate::clock::{self, Clock};
use crate::condition::holds;
use crate::facts::Facts;
use crate::log::{Event, Item};
use crate::pass::{Standing, woken};

/// One time that the rule would have run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WouldRun {
    pub at: Timestamp,
    /// The running number of the ticket.
    pub ticket: i64,
}

/// Goes through one conversation's log.
pub struct Past<'a> {
    rule: &'a SaveRule,
    /// What happened before does not count.
    since: Timestamp,
    is_open_at: &'a dyn Fn(Timestamp) -> bool,
    /// What is known of the customer now, and nothing of a ticket.
    now: Facts,
    ticket: Option<Ticket>,
    pub ran: Vec<WouldRun>,
}

/// The newest ticket as it stood.
struct Ticket {
    ordinal: i64,
    facts: Facts,
    /// The clock that has rung.
    rung: Option<Clock>,
}

impl<'a> Past<'a> {
    /// Begins before the first message. `now` says what is known of the customer.
    #[must_use]
    pub const fn new(
        rule: &'a SaveRule,
        since: Timestamp,
        is_open_at: &'a dyn Fn(Timestamp) -> bool,
        now: Facts,
    ) -> Self {
        Self { rule, since, is_open_at, now, ticket: None, ran: Vec::new() }
    }

    /// What was written next, in order; what was written at one moment comes together.
    pub fn read(&mut self, items: &[Item<'_>]) {
        for together in items.chunk_by(|one, other| one.at == other.at) {
            let Some(at) = together.first().map(|item| item.at) else { continue };
            self.ring(at);
            for item in together {
                self.happened(item);
            }
            for event in together.iter().filter(|item| item.chain < crate::CHAIN).flat_map(|item| &item.events) {
                self.wake(event, at);
            }
        }
    }

    /// What rings until a moment that nothing was written before.
    pub fn ring(&mut self, until: Timestamp) {
        let Some(ticket) = &mut self.ticket else { return };
        let due = clock::of(&self.rule.when, &ticket.facts);
        let Some(due) = due.filter(|due| due.due_at <= until && ticket.rung != Some(*due)) else { return };
        ticket.rung = Some(due);
        at_moment(&mut ticket.facts, due.due_at, self.is_open_at);
        if due.since >= self.since && holds(self.rule.condition.as_ref(), &ticket.facts) {
            self.ran.push(WouldRun { at: due.due_at, ticket: ticket.ordinal });
        }
    }

    fn wake(&mut self, event: &Event, at: Timestamp) {
        let Some(ticket) = &mut self.ticket else { return };
        at_moment(&mut ticket.facts, at, self.is_open_at);
        let standing = Standing { id: (), rule: self.rule, since: self.since };
        // What it would have done, it did not.
        if !woken(&[standing], (event, at), &mut ticket.facts.clone()).is_empty() {
            self.ran.push(WouldRun { at, ticket: ticket.ordinal });
        }
    }

    /// How the ticket stands behind an entry of the log.
    fn happened(&mut self, item: &Item<'_>) {
        if let Some(text) = &item.text {
            self.now.words = words(text);
            if let Some(ticket) = &mut self.ticket {
                ticket.facts.words.clone_from(&self.now.words);
                ticket.facts.waiting_since.get_or_insert(item.at);
            }
        }
        let Some(entry) = item.entry else { return };
        if let Happening::Opened { ordinal } = entry.what {
            self.ticket = Some(Ticket { ordinal, facts: self.fresh(item.at), rung: None });
            return;
        }
        let Some(Ticket { facts, .. }) = &mut self.ticket else { return };
        facts.now = item.at;
        match &entry.what {
            Happening::Reopened { .. } => facts.set_status(TicketStatus::Open),
            Happening::Status { to, .. } => facts.set_status(*to),
            Happening::Assigned { to } => facts.assignee = *to,
            Happening::Prioritised { to } => facts.priority = *to,
            Happening::Labelled { added, removed } => {
                facts.labels.retain(|label| !removed.contains(label));
                facts.labels.extend(added.iter().cloned());
            }
            Happening::Replied { .. } => facts.waiting_since = None,
            Happening::HandedOver(_) => {
                facts.waiting_since.get_or_insert(item.at);
            }
            _ => {}
        }
    }

    fn fresh(&self, at: Timestamp) -> Facts {
        Facts {
            now: at,
            status: TicketStatus::Open,
            status_since: Some(at),
            priority: Priority::Normal,
            labels: Vec::new(),
            assignee: None,
            // Where a member has begun, the reply that stands beside it says that nobody waits.
            waiting_since: Some(at),
            ..self.now.clone()
        }
    }
}

fn at_moment(facts: &mut Facts, at: Timestamp, is_open_at: &dyn Fn(Timestamp) -> bool) {
    facts.now = at;
    facts.is_open = is_open_at(at);
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use subrosa_proto::journal::JournalEntry;
    use subrosa_proto::{AccountId, JournalId};

    use super::*;
    use crate::log::{Message, Place, read};

    fn rule(when: &Value, condition: &Value) -> SaveRule {
        let then = json!([{"kind": "set_priority", "priority": "high"}]);
        serde_json::from_value(json!({"name": "R", "is_on": false, "when": when, "if": condition, "then": then}))
            .expect("a rule")
    }

    fn at(minutes: i64) -> Timestamp {
        Timestamp::from_microseconds(minutes * 60_000_000)
    }

    fn entry(seq: i64, after: i64, minutes: i64, what: Happening) -> JournalEntry {
        JournalEntry {
            seq,
            id: JournalId::new(seq),
            after,
            author: AccountId::new(2),
            at: at(minutes),
            client_id: None,
            what,
        }
    }

    /// Opened at minute 1, given to someone at 30, answered at 90; the customer writes again at 100, it is pending from 110 on.
    fn log() -> (Vec<Message>, Vec<JournalEntry>) {
        let message = |seq, minutes, text: &str| Message { seq, at: at(minutes), text: text.to_owned() };
        let entries = vec![
            entry(1, 1, 1, Happening::Opened { ordinal: 7 }),
            entry(2, 1, 30, Happening::Assigned { to: Some(AccountId::new(9)) }),
            entry(3, 2, 90, Happening::Replied { seq: 2, automatic: false, template: None }),
            entry(4, 3, 110, Happening::Status { to: TicketStatus::Pending, until: None }),
        ];
        (vec![message(1, 1, "Where is my refund?"), message(3, 100, "Thanks")], entries)
    }

    fn ran(rule: &SaveRule, since: i64, until: i64) -> Vec<i64> {
        let (messages, entries) = log();
        let items = read(Place::default(), messages, &entries);
        let ticket = Facts { waiting_since: None, status_since: None, ..empty() };
        let open = |_| true;
        let mut past = Past::new(rule, at(since), &open, ticket);
        past.read(&items);
        past.ring(at(until));
        assert!(past.ran.iter().all(|ran| ran.ticket == 7));
        past.ran.iter().map(|ran| ran.at.microseconds() / 60_000_000).collect()
    }

    fn empty() -> Facts {
        Facts {
            now: at(0),
            status: TicketStatus::Open,
            status_since: None,
            priority: Priority::Normal,
            labels: Vec::new(),
            assignee: None,
            waiting_since: None,
            words: Vec::new(),
            attributes: std::collections::BTreeMap::new(),
            orders: Vec::new(),
            is_open: true,
        }
    }

    #[test]
    fn a_message_sees_the_ticket_that_it_opened() {
        let open_refund = json!({"kind": "all", "of": [
            {"kind": "status", "among": ["open"]}, {"kind": "words", "any": ["refund"]}, {"kind": "assignee"},
        ]});
        assert_eq!(ran(&rule(&json!({"kind": "customer_wrote"}), &open_refund), 0, 200), [1]);
        assert_eq!(ran(&rule(&json!({"kind": "customer_wrote"}), &json!(null)), 0, 200), [1, 100]);
        assert_eq!(ran(&rule(&json!({"kind": "customer_wrote"}), &json!(null)), 50, 200), [100]);
    }

    #[test]
    fn clocks_ring_between_entries_once_and_only_while_it_is_so() {
        let waiting = |minutes| rule(&json!({"kind": "waiting", "minutes": minutes}), &json!(null));
        assert_eq!(ran(&waiting(45), 0, 200), [46, 145]);
        assert_eq!(ran(&waiting(89), 0, 150), [90]);
        assert_eq!(ran(&waiting(90), 0, 150), [] as [i64; 0]);
        let pending = rule(&json!({"kind": "in_status", "status": "pending", "minutes": 60}), &json!(null));
        assert_eq!(ran(&pending, 0, 169), [] as [i64; 0]);
        assert_eq!(ran(&pending, 0, 500), [170]);
    }

    #[test]
    fn what_rings_sees_the_ticket_as_it_stood_then() {
        let nobodys = rule(&json!({"kind": "waiting", "minutes": 45}), &json!({"kind": "assignee"}));
        assert_eq!(ran(&nobodys, 0, 500), [] as [i64; 0]);
        let early = rule(&json!({"kind": "waiting", "minutes": 20}), &json!({"kind": "assignee"}));
        assert_eq!(ran(&early, 0, 110), [21]);
    }
}
