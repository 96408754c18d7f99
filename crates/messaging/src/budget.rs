//! Answers are bounded in bytes as well as in rows: a page ends early rather than grow beyond what a client and a server can hold.

use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::event::Event;
use subrosa_proto::journal::{Happening, JournalEntry};

/// Bytes of bodies that one answer, or one page of entries, brings at most; a single event may be larger.
const BYTES: usize = 1024 * 1024;

/// What is left of an answer's bytes.
pub(crate) struct Budget {
    left: usize,
}

impl Budget {
    pub(crate) const fn new() -> Self {
        Self { left: BYTES }
    }

    /// Whether nothing more should be added.
    pub(crate) const fn is_used(&self) -> bool {
        self.left == 0
    }

    /// Whether all that comes with a conversation fits.
    pub(crate) fn fits(&self, object: &ConversationWithEvents) -> bool {
        let events = object.events.iter().map(event_bytes).sum::<usize>();
        events + object.journal.iter().map(journal_bytes).sum::<usize>() <= self.left
    }

    /// How many of the first of these fit, at least one; takes their bytes.
    fn take(&mut self, sizes: impl Iterator<Item = usize>) -> usize {
        let mut count = 0;
        for bytes in sizes {
            if count > 0 && bytes > self.left {
                self.left = 0;
                break;
            }
            self.left = self.left.saturating_sub(bytes);
            count += 1;
        }
        count
    }

    /// Leaves the first events that fit.
    pub(crate) fn keep_first(&mut self, events: &mut Vec<Event>) {
        let count = self.take(events.iter().map(event_bytes));
        events.truncate(count);
    }

    /// Leaves the last events that fit.
    pub(crate) fn keep_last(&mut self, events: &mut Vec<Event>) {
        let count = self.take(events.iter().rev().map(event_bytes));
        events.drain(..events.len() - count);
    }

    /// Leaves the last events that fit, and the last entries of the journal.
    pub(crate) fn keep_newest(&mut self, object: &mut ConversationWithEvents) {
        self.keep_last(&mut object.events);
        self.keep_last_entries(&mut object.journal);
    }

    /// Leaves the last entries of a journal that fit.
    pub(crate) fn keep_last_entries(&mut self, journal: &mut Vec<JournalEntry>) {
        let count = self.take(journal.iter().rev().map(journal_bytes));
        journal.drain(..journal.len() - count);
    }
}

fn event_bytes(event: &Event) -> usize {
    event.body.get().len()
}

/// What an entry of a journal counts for: the text of a note; everything else is short.
fn journal_bytes(entry: &JournalEntry) -> usize {
    match &entry.what {
        Happening::Note { body } => body.text.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;
    use subrosa_proto::event::EventKind;
    use subrosa_proto::{AccountId, ClientId, EventId, Timestamp};

    use super::*;

    fn events(bytes: usize, count: i64) -> Vec<Event> {
        let event = |seq| Event {
            seq,
            id: EventId::new(seq),
            kind: EventKind::Message,
            author: AccountId::new(1),
            client_id: ClientId(uuid::Uuid::nil()),
            at: Timestamp::default(),
            body: RawValue::from_string(format!("\"{}\"", "x".repeat(bytes - 2))).expect("JSON"),
        };
        (1..=count).map(event).collect()
    }

    fn seqs(events: &[Event]) -> Vec<i64> {
        events.iter().map(|event| event.seq).collect()
    }

    #[test]
    fn an_answer_ends_at_its_budget_and_brings_something() {
        let (mut first, mut last) = (events(BYTES / 4, 9), events(BYTES / 4, 9));
        Budget::new().keep_first(&mut first);
        Budget::new().keep_last(&mut last);
        assert_eq!((seqs(&first), seqs(&last)), (vec![1, 2, 3, 4], vec![6, 7, 8, 9]));
        let mut budget = Budget::new();
        let mut large = events(2 * BYTES, 2);
        budget.keep_first(&mut large);
        assert_eq!(seqs(&large), [1]);
        assert!(budget.is_used());
    }
}
