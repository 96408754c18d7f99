//! A span of a conversation's log, of which it is known beforehand what it holds: the one thing that is read from a replica.
//!
//! Events are never changed and a log has no gaps. So a replica's answer is proven by itself: it is whole when it has each seq of the
//! span, and of the same life as the primary when the event at the end of the span has the same id there, because what stands before
//! a common event of a log is common, too. How far the replica is behind with anything else does not matter.
//!
//! Never: an answer that lacks anything, or that is not what the primary has.

use subrosa_proto::event::Event;
use subrosa_proto::{ConversationId, EventId};

/// Events of a conversation that are there at the primary.
#[derive(Debug, Clone, Copy)]
pub struct Span {
    pub conversation: ConversationId,
    /// The first seq…
    pub lowest: i64,
    /// …and the last.
    pub newest: i64,
    /// What the primary has at the last.
    pub newest_id: EventId,
}

/// What a replica has of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Held {
    Whole,
    /// It is behind.
    Part,
    /// Something else stands there.
    Another,
}

impl Span {
    /// What these are of the span: everything that someone has in it, in the order of the log.
    pub(crate) fn held(&self, events: &[Event]) -> Held {
        let follows = (self.lowest..).zip(events).all(|(seq, event)| event.seq == seq);
        match events.last() {
            Some(last) if follows && last.seq == self.newest && last.id == self.newest_id => Held::Whole,
            Some(last) if !follows || last.seq >= self.newest => Held::Another,
            _ => Held::Part,
        }
    }
}

/// Where a page of history came from, for whoever measures. Told only where there are replicas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryPage {
    Replica,
    /// No replica gave it.
    Primary(Fallback),
}

/// Why a replica did not give a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fallback {
    /// All are left alone for a while.
    Resting,
    /// It lacks a part of the page.
    Behind,
    /// It did not answer in time.
    Slow,
    /// It can't be reached, or the connection broke.
    Unreachable,
    /// As many pages as it has connections for are under way.
    Busy,
    /// It takes writes itself, or is of another store or another life of this one.
    Another,
    /// It refused.
    Failed,
}

impl Fallback {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Resting, Self::Behind, Self::Slow, Self::Unreachable, Self::Busy, Self::Another, Self::Failed];

    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Resting => "resting",
            Self::Behind => "behind",
            Self::Slow => "slow",
            Self::Unreachable => "unreachable",
            Self::Busy => "busy",
            Self::Another => "another",
            Self::Failed => "failed",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;
    use subrosa_proto::event::EventKind;
    use subrosa_proto::{AccountId, ClientId, Timestamp};

    use super::*;

    fn event(seq: i64, id: i64) -> Event {
        Event {
            seq,
            id: EventId::new(id),
            kind: EventKind::Message,
            author: AccountId::new(1),
            client_id: ClientId(subrosa_proto::ids::uuid_from([0; 16])),
            at: Timestamp::default(),
            body: RawValue::from_string("{}".to_owned()).expect("JSON"),
        }
    }

    #[test]
    fn only_a_whole_span_of_the_same_life_is_taken() {
        let span = Span { conversation: ConversationId::new(1), lowest: 3, newest: 5, newest_id: EventId::new(50) };
        let held = |events: &[(i64, i64)]| {
            let events: Vec<Event> = events.iter().map(|&(seq, id)| event(seq, id)).collect();
            span.held(&events)
        };
        assert_eq!(held(&[(3, 30), (4, 40), (5, 50)]), Held::Whole);
        assert_eq!(held(&[(3, 30), (4, 40)]), Held::Part);
        assert_eq!(held(&[]), Held::Part);
        assert_eq!(held(&[(3, 30), (4, 40), (5, 51)]), Held::Another, "the log went on otherwise");
        assert_eq!(held(&[(3, 30), (5, 50)]), Held::Another, "a hole");
        assert_eq!(held(&[(4, 40), (5, 50)]), Held::Another, "no beginning");
    }
}
