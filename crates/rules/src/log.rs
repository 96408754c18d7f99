//! A conversation's log, read as what may wake rules: the messages of the customer and the entries of the brand's journal, each in its
//! place.

use std::collections::HashSet;

use subrosa_proto::Timestamp;
use subrosa_proto::journal::{Happening, JournalEntry};
use subrosa_proto::ticket::TicketStatus;

/// Where one has come to in a conversation's two logs: the newest seq of each that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Place {
    pub seq: i64,
    pub journal: i64,
}

/// A message of the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub seq: i64,
    pub at: Timestamp,
    pub text: String,
}

/// Something that may wake rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    CustomerWrote,
    Opened,
    /// The ticket is in this status from now on.
    Status(TicketStatus),
    Assigned,
    /// These labels were put on it.
    Labelled(Vec<String>),
    /// What is known of the customer by this name was changed.
    Attribute(String),
}

/// One entry of either log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'a> {
    /// The entry of the journal, where it is none of the customer's messages.
    pub entry: Option<&'a JournalEntry>,
    pub at: Timestamp,
    /// Where one has come to behind it.
    pub place: Place,
    pub events: Vec<Event>,
    /// What the customer wrote, where they did.
    pub text: Option<String>,
    /// 0 where people or bots did it, or the chain of the rule that did.
    pub chain: i64,
    /// Whether what a rule did at one time goes on behind it: not to be parted.
    pub goes_on: bool,
}

impl Item<'_> {
    /// Whether the ticket got another status by it.
    #[must_use]
    pub fn is_of_status(&self) -> bool {
        let what = self.entry.map(|entry| &entry.what);
        matches!(what, Some(Happening::Opened { .. } | Happening::Reopened { .. } | Happening::Status { .. }))
    }
}

/// Lays messages and journal entries behind a place in their order. Both come by rising seq; the messages are the customer's alone.
#[must_use]
pub fn read(from: Place, messages: Vec<Message>, entries: &[JournalEntry]) -> Vec<Item<'_>> {
    // What answers a survey asks for nothing.
    let to_surveys: HashSet<i64> = entries
        .iter()
        .filter_map(|entry| match entry.what {
            Happening::Rated { seq, .. } | Happening::Remarked { seq, .. } => Some(seq),
            _ => None,
        })
        .collect();
    let mut items = Vec::with_capacity(messages.len() + entries.len());
    let (mut place, mut ran) = (from, Ran::default());
    let mut messages = messages.into_iter().peekable();
    for entry in entries {
        while let Some(message) = messages.next_if(|message| message.seq <= entry.after) {
            items.push(of_message(message, &mut place, &to_surveys));
        }
        place.journal = entry.seq;
        let chain = ran.chain(&entry.what);
        items.push(Item {
            entry: Some(entry),
            at: entry.at,
            place,
            events: events(&entry.what),
            text: None,
            chain,
            goes_on: ran.left > 0,
        });
    }
    items.extend(messages.map(|message| of_message(message, &mut place, &to_surveys)));
    items
}

fn of_message(message: Message, place: &mut Place, to_surveys: &HashSet<i64>) -> Item<'static> {
    place.seq = message.seq;
    let is_to_survey = to_surveys.contains(&message.seq);
    Item {
        entry: None,
        at: message.at,
        place: *place,
        events: if is_to_survey { Vec::new() } else { vec![Event::CustomerWrote] },
        text: (!is_to_survey).then_some(message.text),
        chain: 0,
        goes_on: false,
    }
}

/// What a rule did, as far as it is still to come.
#[derive(Default)]
struct Ran {
    chain: i64,
    left: i64,
}

impl Ran {
    /// The chain of the next entry.
    const fn chain(&mut self, what: &Happening) -> i64 {
        if let Happening::RuleRan { did, chain, .. } = what {
            (self.chain, self.left) = (*chain, *did);
            return *chain;
        }
        if self.left == 0 {
            return 0;
        }
        self.left -= 1;
        self.chain
    }
}

/// What an entry may wake rules by.
fn events(what: &Happening) -> Vec<Event> {
    match what {
        Happening::Opened { .. } => vec![Event::Opened, Event::Status(TicketStatus::Open)],
        Happening::Reopened { .. } => vec![Event::Status(TicketStatus::Open)],
        Happening::Status { to, .. } => vec![Event::Status(*to)],
        Happening::Assigned { .. } => vec![Event::Assigned],
        Happening::Labelled { added, .. } if !added.is_empty() => vec![Event::Labelled(added.clone())],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use subrosa_proto::{AccountId, JournalId, RuleId};

    use super::*;

    fn entry(seq: i64, after: i64, what: Happening) -> JournalEntry {
        JournalEntry {
            seq,
            id: JournalId::new(seq),
            after,
            author: AccountId::new(2),
            at: Timestamp::from_microseconds(after),
            client_id: None,
            what,
        }
    }

    fn message(seq: i64) -> Message {
        Message { seq, at: Timestamp::from_microseconds(seq), text: format!("message {seq}") }
    }

    fn labelled() -> Happening {
        Happening::Labelled { added: vec!["late".to_owned()], removed: Vec::new() }
    }

    #[test]
    fn entries_stand_behind_the_message_at_which_they_were_written() {
        let entries = [
            entry(4, 7, Happening::Status { to: TicketStatus::Open, until: None }),
            entry(5, 8, Happening::Assigned { to: None }),
        ];
        let items = read(Place { seq: 6, journal: 3 }, vec![message(7), message(9)], &entries);
        let places: Vec<(i64, i64)> = items.iter().map(|item| (item.place.seq, item.place.journal)).collect();
        assert_eq!(places, [(7, 3), (7, 4), (7, 5), (9, 5)]);
        assert_eq!(items[0].events, [Event::CustomerWrote]);
        assert_eq!(items[1].events, [Event::Status(TicketStatus::Open)]);
    }

    #[test]
    fn an_answer_to_a_survey_wakes_nothing() {
        let entries = [entry(1, 3, Happening::Rated { seq: 3, ordinal: 1, score: 5, member: None })];
        let items = read(Place::default(), vec![message(3)], &entries);
        assert!(items.iter().all(|item| item.events.is_empty()));
    }

    #[test]
    fn what_a_rule_did_bears_its_chain() {
        let ran = |chain| Happening::RuleRan { rule: RuleId::new(1), name: "R".to_owned(), did: 2, chain, seq: None };
        let entries = [entry(1, 0, ran(2)), entry(2, 0, labelled()), entry(3, 0, labelled()), entry(4, 0, labelled())];
        let items = read(Place::default(), Vec::new(), &entries);
        let chains: Vec<_> = items.iter().map(|item| (item.chain, item.events.len(), item.goes_on)).collect();
        assert_eq!(chains, [(2, 0, true), (2, 1, true), (2, 1, false), (0, 1, false)]);
    }
}
