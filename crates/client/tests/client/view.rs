//! The property of sync: a snapshot and the entries after it make the next snapshot, whatever happened in between,
//! live or caught up, with doubles and with states that come late.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::value::to_raw_value;
use subrosa_client::proto::account::Me;
use subrosa_client::proto::conversation::{
    Conversation, ConversationKind, ConversationPage, ConversationWithEvents, Draft,
};
use subrosa_client::proto::event::{Event as LogEvent, EventKind, EventPage};
use subrosa_client::proto::limits::{ENTRY_EVENTS, PAGE_EVENTS, SNAPSHOT_EVENTS};
use subrosa_client::proto::sync::{Cursor, Entry, Object, Snapshot};
use subrosa_client::proto::{AccountId, Body, ClientId, EventId, Timestamp};
use subrosa_client::view::{Applied, Hole, View};
use uuid::Uuid;

use crate::peer::{ME, at, conversation, me, profile};

/// What may happen to an account.
#[derive(Debug, Clone)]
enum Change {
    Messages {
        conversation: i64,
        theirs: bool,
        count: i64,
    },
    Read {
        conversation: i64,
    },
    PeerRead {
        conversation: i64,
    },
    /// A message of theirs is taken back.
    Recall {
        conversation: i64,
        seq: i64,
    },
    Draft {
        conversation: i64,
        words: String,
    },
    Rename {
        name: String,
    },
    /// The client hears of everything until now.
    Sync,
    /// The client hears of so many objects, then the connection breaks.
    SyncSome {
        objects: usize,
    },
    /// The client reads the list of conversations, and gets the answer at the end.
    SlowList,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let id = 1..5_i64;
    let change = prop_oneof![
        6 => (id.clone(), any::<bool>(), prop_oneof![9 => 1..4_i64, 1 => 150..450_i64])
            .prop_map(|(conversation, theirs, count)| Change::Messages { conversation, theirs, count }),
        2 => id.clone().prop_map(|conversation| Change::Read { conversation }),
        2 => id.clone().prop_map(|conversation| Change::PeerRead { conversation }),
        2 => (id.clone(), 1..9_i64).prop_map(|(conversation, seq)| Change::Recall { conversation, seq }),
        1 => (id, "[a-z]{0,5}").prop_map(|(conversation, words)| Change::Draft { conversation, words }),
        1 => "[A-Z][a-z]{1,5}".prop_map(|name| Change::Rename { name }),
        5 => Just(Change::Sync),
        3 => (1..4_usize).prop_map(|objects| Change::SyncSome { objects }),
        1 => Just(Change::SlowList),
    ];
    proptest::collection::vec(change, 1..60)
}

/// The account as a store keeps it.
struct Account {
    number: i64,
    me: (i64, Me),
    conversations: BTreeMap<i64, (Conversation, Vec<(i64, LogEvent)>)>,
}

impl Account {
    fn new() -> Self {
        Self { number: 0, me: (0, me()), conversations: BTreeMap::new() }
    }

    fn carry_out(&mut self, change: &Change) {
        self.number += 1;
        let number = self.number;
        match change {
            Change::Rename { name } => {
                self.me.1.profile.display_name.clone_from(name);
                self.me.0 = number;
            }
            Change::Messages { conversation, theirs, count } => {
                let (state, events) = self.at(*conversation);
                for _ in 0..*count {
                    state.head += 1;
                    events.push((number, message(*conversation, state.head, *theirs)));
                }
                state.unread += if *theirs { *count } else { 0 };
            }
            Change::Read { conversation } => {
                let (state, _) = self.at(*conversation);
                (state.read, state.unread) = (state.head, 0);
            }
            Change::PeerRead { conversation } => {
                let (state, _) = self.at(*conversation);
                state.peer_read = state.head;
            }
            Change::Recall { conversation, seq } => {
                let (state, events) = self.at(*conversation);
                let said = events.iter_mut().map(|(_, event)| event).find(|event| event.seq == *seq);
                if let (Some(event), Err(place)) = (said, state.recalled.binary_search(seq)) {
                    event.empty();
                    state.recalled.insert(place, *seq);
                }
            }
            Change::Draft { conversation, words } => {
                let draft = Draft { text: words.clone(), at: Timestamp::default() };
                self.at(*conversation).0.draft = Some(draft).filter(|draft| !draft.text.is_empty());
            }
            Change::Sync | Change::SyncSome { .. } | Change::SlowList => {}
        }
    }

    /// A conversation, begun if need be, whose state changes now.
    fn at(&mut self, id: i64) -> &mut (Conversation, Vec<(i64, LogEvent)>) {
        let number = self.number;
        let kept = self.conversations.entry(id).or_insert_with(|| (begun(id), Vec::new()));
        (kept.0.number, kept.0.activity) = (number, Timestamp::from_milliseconds(number));
        kept
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot { cursor: at(self.number_of_changes()), me: self.me.1.clone(), page: self.page() }
    }

    fn page(&self) -> ConversationPage {
        let with_events = self.conversations.values().map(|(state, events)| {
            let first = events.len().saturating_sub(SNAPSHOT_EVENTS as usize);
            let events = events[first..].iter().map(|(_, event)| event.clone()).collect();
            ConversationWithEvents { conversation: state.clone(), events, journal: Vec::new() }
        });
        ConversationPage { conversations: with_events.collect(), next: None }
    }

    /// The number of the last change that made one: hearing of things does not.
    fn number_of_changes(&self) -> i64 {
        self.conversations.values().map(|(state, _)| state.number).max().unwrap_or(0).max(self.me.0)
    }

    /// What a client at a cursor has to hear, in order.
    fn entries(&self, cursor: Cursor) -> Vec<Entry> {
        let (after, from) = (cursor.number, cursor.complete());
        let mut objects: Vec<_> = self
            .conversations
            .values()
            .filter(|(state, _)| state.number > after)
            .map(|(state, events)| {
                let new: Vec<_> = events.iter().filter(|(number, _)| *number > from).collect();
                let first = new.len().saturating_sub(ENTRY_EVENTS as usize);
                let events = new[first..].iter().map(|(_, event)| event.clone()).collect();
                let object = ConversationWithEvents { conversation: state.clone(), events, journal: Vec::new() };
                (state.number, Object::Conversation(Box::new(object)))
            })
            .collect();
        if self.me.0 > after {
            objects.push((self.me.0, Object::Me { me: self.me.1.clone() }));
        }
        objects.sort_by_key(|(number, _)| *number);
        let (mut previous, last) = (after, objects.len().saturating_sub(1));
        let entry = |(index, (number, object))| {
            let from = (index < last).then_some(from);
            Entry { previous: std::mem::replace(&mut previous, number), number, from, object }
        };
        objects.into_iter().enumerate().map(entry).collect()
    }

    fn read(&self, hole: Hole) -> EventPage {
        let (state, events) = &self.conversations[&hole.conversation.number()];
        let events = events.iter().map(|(_, event)| event).filter(|event| event.seq > hole.after);
        EventPage { events: events.take(PAGE_EVENTS as usize).cloned().collect(), head: state.head }
    }
}

fn begun(id: i64) -> Conversation {
    Conversation {
        id: conversation(id),
        kind: ConversationKind::Direct,
        number: 0,
        peer: profile(AccountId::new(100 + id)),
        head: 0,
        activity: Timestamp::default(),
        unread: 0,
        read: 0,
        peer_read: 0,
        peer_delivered: 0,
        removed: None,
        recalled: Vec::new(),
        draft: None,
        thread: None,
        sending: None,
    }
}

fn message(conversation: i64, seq: i64, theirs: bool) -> LogEvent {
    LogEvent {
        seq,
        id: EventId::new(conversation * 1_000_000 + seq),
        kind: EventKind::Message,
        author: if theirs { AccountId::new(100 + conversation) } else { ME },
        client_id: ClientId(Uuid::from_u64_pair(conversation.unsigned_abs(), seq.unsigned_abs())),
        at: Timestamp::default(),
        body: to_raw_value(&Body::text(format!("text {seq}"))).expect("a body"),
    }
}

proptest! {
    #[test]
    fn snapshot_and_entries_make_the_next_snapshot(before in changes(), after in changes()) {
        let mut account = Account::new();
        for change in &before {
            account.carry_out(change);
        }
        let mut view = View::new(account.snapshot());
        let mut late = Vec::new();
        for change in &after {
            account.carry_out(change);
            match change {
                Change::Sync => hear(&mut view, &account, usize::MAX)?,
                Change::SyncSome { objects } => hear(&mut view, &account, *objects)?,
                Change::SlowList => late.push(account.page()),
                _ => {}
            }
        }
        hear(&mut view, &account, usize::MAX)?;
        for page in late {
            view.add_page(page);
        }
        while let Some(hole) = view.hole() {
            view.add(hole.conversation, account.read(hole));
        }
        prop_assert_eq!(view.difference(&account.snapshot()), None);
        for (id, thread) in &view.conversations {
            let first = *thread.events.keys().next().unwrap_or(&1);
            let known: Vec<_> = thread.events.keys().copied().collect();
            let whole: Vec<_> = (first..=thread.conversation.head).collect();
            prop_assert_eq!(known, whole, "{} has no holes", id);
        }
    }

    #[test]
    fn what_does_not_follow_changes_nothing(before in changes(), after in changes()) {
        let mut account = Account::new();
        for change in &before {
            account.carry_out(change);
        }
        let view = View::new(account.snapshot());
        for change in &after {
            account.carry_out(change);
        }
        for entry in account.entries(view.cursor).into_iter().skip(1) {
            let mut unmoved = view.clone();
            prop_assert_eq!(unmoved.apply(entry), Applied::Missing);
            prop_assert_eq!(&unmoved, &view);
        }
    }
}

/// What is after the view's cursor is heard, so many objects of it, each thing twice.
fn hear(view: &mut View, account: &Account, objects: usize) -> Result<(), TestCaseError> {
    for entry in account.entries(view.cursor).into_iter().take(objects) {
        prop_assert_eq!(view.apply(entry.clone()), Applied::Now);
        prop_assert_eq!(view.apply(entry), Applied::Before);
    }
    Ok(())
}

#[test]
fn a_difference_is_named_by_its_place() {
    let mut account = Account::new();
    account.carry_out(&Change::Messages { conversation: 1, theirs: true, count: 2 });
    let mut view = View::new(account.snapshot());
    let known = view.conversations.get_mut(&conversation(1)).expect("known");
    known.events.remove(&2);
    let difference = view.difference(&account.snapshot()).expect("one event less");
    assert!(difference.starts_with("event 2 of cnv_"), "{difference}");
}
