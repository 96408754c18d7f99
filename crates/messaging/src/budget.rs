//! Answers are bounded in bytes as well as in rows: a page ends early rather than grow beyond what a client and a server can hold.

use subrosa_proto::event::Event;

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

    /// Whether all of these events fit.
    pub(crate) fn fits(&self, events: &[Event]) -> bool {
        events.iter().map(|event| event.body.get().len()).sum::<usize>() <= self.left
    }

    /// How many of the first of these events fit, at least one; takes their bytes.
    fn take<'e>(&mut self, events: impl Iterator<Item = &'e Event>) -> usize {
        let mut count = 0;
        for event in events {
            let bytes = event.body.get().len();
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
        let count = self.take(events.iter());
        events.truncate(count);
    }

    /// Leaves the last events that fit.
    pub(crate) fn keep_last(&mut self, events: &mut Vec<Event>) {
        let count = self.take(events.iter().rev());
        events.drain(..events.len() - count);
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
