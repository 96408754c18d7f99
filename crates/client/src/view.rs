//! What an account sees, in memory, built from a snapshot and the entries after it.
//!
//! Pure: it is told what came and asks for nothing itself. Snapshot + entries = new snapshot; what the entries left
//! out, because one entry brings a bounded number of events, shows as a [`Hole`] to be read by `seq`.

use std::collections::BTreeMap;

use subrosa_proto::ConversationId;
use subrosa_proto::account::Me;
use subrosa_proto::conversation::{Conversation, ConversationPage, ConversationWithEvents};
use subrosa_proto::event::{Event as LogEvent, EventPage};
use subrosa_proto::journal::JournalEntry;
use subrosa_proto::sync::{Cursor, Entry, Object, Snapshot};

use crate::Event;

/// An account's state as far as it is known.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    /// How far it has seen everything.
    pub cursor: Cursor,
    pub me: Me,
    pub conversations: BTreeMap<ConversationId, Thread>,
}

/// A conversation and the part of its log that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    pub conversation: Conversation,
    /// By `seq`.
    pub events: BTreeMap<i64, LogEvent>,
    /// A brand's journal, by `seq`.
    pub journal: BTreeMap<i64, JournalEntry>,
}

/// Events that are missing between others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hole {
    pub conversation: ConversationId,
    /// The last known `seq` before it.
    pub after: i64,
    /// The first known `seq` behind it.
    pub before: i64,
}

/// What became of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Applied {
    /// It followed; the view is now at its number.
    Now,
    /// It was seen before; nothing changed.
    Before,
    /// Something between the view and the entry is missing; nothing changed. Ask for the entries after the cursor.
    Missing,
}

impl View {
    /// The state of a snapshot.
    #[must_use]
    pub fn new(snapshot: Snapshot) -> Self {
        let mut view = Self { cursor: snapshot.cursor, me: snapshot.me, conversations: BTreeMap::new() };
        view.add_page(snapshot.page);
        view
    }

    /// Keeps a view in step with a client's events. A snapshot replaces everything; other events but entries say
    /// nothing about the state.
    pub fn follow(view: &mut Option<Self>, event: &Event) {
        match (event, view) {
            (Event::Snapshot(snapshot), view) => *view = Some(Self::new((**snapshot).clone())),
            (Event::Entry(entry), Some(view)) => {
                view.apply((**entry).clone());
            }
            (Event::CaughtUp(cursor), Some(view)) if view.cursor.number == cursor.number => view.cursor = *cursor,
            _ => {}
        }
    }

    /// Applies one entry.
    pub fn apply(&mut self, entry: Entry) -> Applied {
        if entry.number <= self.cursor.number {
            return Applied::Before;
        }
        if entry.previous > self.cursor.number {
            return Applied::Missing;
        }
        self.cursor = self.cursor.after(&entry);
        match entry.object {
            Object::Conversation(object) => self.add_conversation(*object),
            Object::Me { me } => self.me = me,
        }
        Applied::Now
    }

    /// Adds a page of the list of conversations.
    pub fn add_page(&mut self, page: ConversationPage) {
        for object in page.conversations {
            self.add_conversation(object);
        }
    }

    /// Adds a conversation. Its state holds unless a newer one is known; its events always do, because events
    /// never change, but for what was removed from them: what the newest state says is gone is emptied.
    pub fn add_conversation(&mut self, object: ConversationWithEvents) {
        let ConversationWithEvents { conversation, events, journal } = object;
        let thread = self.conversations.entry(conversation.id).or_insert_with(|| Thread::new(conversation.clone()));
        if conversation.number > thread.conversation.number {
            thread.conversation = conversation;
        }
        thread.add(events);
        thread.journal.extend(journal.into_iter().map(|entry| (entry.seq, entry)));
        thread.empty();
    }

    /// Adds a page of a known conversation's log.
    pub fn add(&mut self, conversation: ConversationId, page: EventPage) {
        if let Some(thread) = self.conversations.get_mut(&conversation) {
            thread.add(page.events);
            thread.empty();
        }
    }

    /// A hole to be read, if there is one.
    #[must_use]
    pub fn hole(&self) -> Option<Hole> {
        self.conversations.iter().find_map(|(&conversation, thread)| {
            let (after, before) = thread.hole()?;
            Some(Hole { conversation, after, before })
        })
    }

    /// What of a snapshot this view, at the same cursor, sees otherwise; none when they agree. The words name places,
    /// not contents.
    #[must_use]
    pub fn difference(&self, snapshot: &Snapshot) -> Option<String> {
        if self.cursor != snapshot.cursor {
            return Some(format!("the view is at {}, the snapshot at {}", self.cursor, snapshot.cursor));
        }
        if self.me != snapshot.me {
            return Some("the account differs".to_owned());
        }
        snapshot.page.conversations.iter().find_map(|object| {
            let id = object.conversation.id;
            let Some(thread) = self.conversations.get(&id) else { return Some(format!("{id} is not known")) };
            if thread.conversation != object.conversation {
                return Some(format!("{id} has another state"));
            }
            let differs = object.events.iter().find(|event| thread.events.get(&event.seq) != Some(event));
            if let Some(event) = differs {
                return Some(format!("event {} of {id} is not known or differs", event.seq));
            }
            let differs = object.journal.iter().find(|entry| thread.journal.get(&entry.seq) != Some(entry));
            differs.map(|entry| format!("journal entry {} of {id} is not known or differs", entry.seq))
        })
    }
}

impl Thread {
    const fn new(conversation: Conversation) -> Self {
        Self { conversation, events: BTreeMap::new(), journal: BTreeMap::new() }
    }

    fn add(&mut self, events: Vec<LogEvent>) {
        self.events.extend(events.into_iter().map(|event| (event.seq, event)));
    }

    /// Takes out what was removed: what came before that was known, and what comes late and was read before.
    fn empty(&mut self) {
        if let Some(removed) = self.conversation.removed {
            self.events.range_mut(..=removed.through).for_each(|(_, event)| event.empty());
        }
        for seq in &self.conversation.recalled {
            if let Some(event) = self.events.get_mut(seq) {
                event.empty();
            }
        }
        let journal_removed = self.conversation.thread.as_ref().map_or(0, |thread| thread.journal_removed);
        self.journal.range_mut(..=journal_removed).for_each(|(_, entry)| {
            entry.empty();
        });
    }

    /// The newest hole behind the oldest known event.
    fn hole(&self) -> Option<(i64, i64)> {
        let oldest = *self.events.first_key_value()?.0;
        let newest = self.events.last_key_value()?.0.max(&self.conversation.head);
        if i64::try_from(self.events.len()).is_ok_and(|known| known > newest - oldest) {
            return None;
        }
        let mut before = newest + 1;
        for &seq in self.events.keys().rev() {
            if seq + 1 < before {
                return Some((seq, before));
            }
            before = seq;
        }
        None
    }
}
