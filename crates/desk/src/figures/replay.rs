//! The same facts and sums from a conversation's log alone: the events that both see, and the brand's journal.
//!
//! It follows the words of the log and not the rules that wrote it, so that comparing both says something.

use std::collections::VecDeque;

use subrosa_proto::dispute::{DisputeDeed, DisputeSide};
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::level::LevelTarget;
use subrosa_proto::report::Figure;
use subrosa_proto::ticket::TicketStatus;
use subrosa_proto::{AccountId, TicketId, Timestamp};

use super::facts::{Fact, disputed, levelled, milliseconds, surveyed};
use super::tallies::Tallies;

/// A message as the log has it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub seq: i64,
    pub author: AccountId,
    pub at: Timestamp,
}

/// What is needed of a conversation besides its log.
#[derive(Debug, Clone)]
pub struct Log {
    pub customer: AccountId,
    pub brand: AccountId,
    /// The journal, in order.
    pub journal: VecDeque<JournalEntry>,
    /// The ids of its tickets by their running numbers.
    pub tickets: Vec<(i64, TicketId)>,
}

/// Goes through a conversation's log.
pub struct Replay {
    log: Log,
    /// Whose the newest message is.
    last_author: Option<AccountId>,
    ticket: Option<Open>,
    /// Since when the customer waited before the newest message.
    waited_since: Option<Timestamp>,
    pub facts: Vec<Fact>,
    pub tallies: Tallies,
}

/// The newest ticket, as far as it matters here.
struct Open {
    id: TicketId,
    opened_at: Timestamp,
    waiting_since: Option<Timestamp>,
    is_answered: bool,
    is_resolved: bool,
    labels: Vec<String>,
}

impl Replay {
    /// Begins before the first message.
    #[must_use]
    pub fn new(log: Log) -> Self {
        let mut replay = Self {
            log,
            last_author: None,
            ticket: None,
            waited_since: None,
            facts: Vec::new(),
            tallies: Tallies::default(),
        };
        replay.happened_up_to(0);
        replay
    }

    /// The next message, and what stands behind it in the journal.
    pub fn message(&mut self, entry: Entry) {
        self.last_author = Some(entry.author);
        self.waited_since = self.ticket.as_ref().and_then(|ticket| ticket.waiting_since);
        if entry.author == self.log.customer {
            self.tallies.received(entry.at);
            if let Some(ticket) = &mut self.ticket {
                ticket.waiting_since.get_or_insert(entry.at);
            }
        }
        self.happened_up_to(entry.seq);
    }

    fn happened_up_to(&mut self, seq: i64) {
        while self.log.journal.front().is_some_and(|entry| entry.after <= seq) {
            if let Some(entry) = self.log.journal.pop_front() {
                self.happened(&entry);
            }
        }
    }

    fn happened(&mut self, entry: &JournalEntry) {
        let is_of_customer = self.last_author == Some(self.log.customer);
        // A member may be a customer of their own brand, so a name alone says little.
        let member = (entry.author != self.log.brand).then_some(entry.author);
        match &entry.what {
            Happening::Opened { ordinal } => {
                self.ticket = Some(Open {
                    id: self.ticket_of(*ordinal),
                    opened_at: entry.at,
                    waiting_since: is_of_customer.then_some(entry.at),
                    is_answered: false,
                    is_resolved: false,
                    labels: Vec::new(),
                });
                self.fact(Figure::Opened, entry.at, member.filter(|_| !is_of_customer), 0);
            }
            Happening::Reopened { .. } => self.reopen(entry.at, None),
            Happening::Status { to: TicketStatus::Resolved, .. } => self.resolve(entry.at, member),
            Happening::Status { .. } => self.reopen(entry.at, member),
            Happening::Labelled { added, removed } => {
                if let Some(ticket) = &mut self.ticket {
                    ticket.labels.retain(|label| !removed.contains(label));
                    ticket.labels.extend(added.iter().cloned());
                    ticket.labels.sort_unstable();
                }
            }
            Happening::Replied { automatic: false, .. } => self.reply(entry.at, entry.author),
            Happening::Replied { automatic: true, .. } => {
                // Nobody waits, and no person has answered.
                self.tallies.sent(entry.author, entry.at);
                self.wait(None);
            }
            Happening::HandedOver(_) => self.wait(Some(entry.at)),
            Happening::Asked { ordinal, member, .. } => self.surveyed(*ordinal, *member, None, entry.at),
            Happening::Rated { ordinal, member, score, .. } => {
                self.asks_for_nothing();
                self.surveyed(*ordinal, *member, Some(*score), entry.at);
            }
            Happening::Remarked { .. } => self.asks_for_nothing(),
            Happening::Kept { target, policy, member } => self.levelled((*target, true), policy, *member, entry.at),
            Happening::Breached { target, policy, member } => {
                self.levelled((*target, false), policy, *member, entry.at);
            }
            Happening::Disputed { deed, side, after, .. } => {
                self.disputed(deed, *after, member.filter(|_| *side == DisputeSide::Brand), entry.at);
            }
            Happening::Note { .. }
            | Happening::Assigned { .. }
            | Happening::Prioritised { .. }
            | Happening::Transferred { .. }
            | Happening::OrderVerified { .. }
            | Happening::DueSoon { .. }
            // What it leads to comes next.
            | Happening::Closed { .. }
            | Happening::Scheduled { .. }
            | Happening::Unscheduled { .. }
            | Happening::Held { .. }
            // A rule's words are no answer: who waits goes on waiting.
            | Happening::RuleRan { .. } => {}
        }
    }

    fn ticket_of(&self, ordinal: i64) -> TicketId {
        let found = self.log.tickets.iter().find(|(number, _)| *number == ordinal);
        found.map_or(TicketId::new(0), |(_, id)| *id)
    }

    /// Nobody waits for an answer to the newest message.
    fn asks_for_nothing(&mut self) {
        if let Some(ticket) = &mut self.ticket {
            ticket.waiting_since = self.waited_since;
        }
    }

    fn surveyed(&mut self, ordinal: i64, member: Option<AccountId>, score: Option<i64>, at: Timestamp) {
        let fact = surveyed(self.ticket_of(ordinal), member, score, at);
        self.tallies.fact(&fact);
        self.facts.push(fact);
    }

    fn levelled(&mut self, which: (LevelTarget, bool), policy: &str, member: Option<AccountId>, at: Timestamp) {
        let Some(ticket) = &self.ticket else { return };
        let fact = levelled(ticket.id, which, policy, member, at);
        self.tallies.fact(&fact);
        self.facts.push(fact);
    }

    fn disputed(&mut self, deed: &DisputeDeed, after: i64, member: Option<AccountId>, at: Timestamp) {
        let Some(ticket) = &self.ticket else { return };
        if let Some(fact) = disputed(ticket.id, deed, after, member, at) {
            self.tallies.fact(&fact);
            self.facts.push(fact);
        }
    }

    /// The customer waits from now on, unless they do already; or no more.
    fn wait(&mut self, since: Option<Timestamp>) {
        if let Some(ticket) = &mut self.ticket {
            ticket.waiting_since = since.map(|since| ticket.waiting_since.unwrap_or(since));
        }
    }

    fn resolve(&mut self, at: Timestamp, member: Option<AccountId>) {
        let Some(ticket) = self.ticket.as_mut().filter(|ticket| !ticket.is_resolved) else { return };
        ticket.is_resolved = true;
        ticket.waiting_since = None;
        let took = milliseconds(ticket.opened_at, at);
        self.fact(Figure::Resolved, at, member, took);
    }

    fn reopen(&mut self, at: Timestamp, member: Option<AccountId>) {
        let Some(ticket) = self.ticket.as_mut().filter(|ticket| ticket.is_resolved) else { return };
        ticket.is_resolved = false;
        self.fact(Figure::Reopened, at, member, 0);
    }

    fn reply(&mut self, at: Timestamp, member: AccountId) {
        self.tallies.sent(member, at);
        let Some(ticket) = &mut self.ticket else { return };
        let Some(since) = ticket.waiting_since.take() else { return };
        let figure = if ticket.is_answered { Figure::NextResponse } else { Figure::FirstResponse };
        ticket.is_answered = true;
        self.fact(figure, at, Some(member), milliseconds(since, at));
    }

    fn fact(&mut self, figure: Figure, at: Timestamp, member: Option<AccountId>, took: i64) {
        let Some(ticket) = &self.ticket else { return };
        let labels = if figure == Figure::Resolved { ticket.labels.clone() } else { Vec::new() };
        let fact = Fact { figure, at, ticket: ticket.id, member, took, labels };
        self.tallies.fact(&fact);
        self.facts.push(fact);
    }
}
