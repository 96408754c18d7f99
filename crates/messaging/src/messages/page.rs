//! Which events a page of history holds: as soon as it is known how far the log goes, because a log has no gaps.

use subrosa_proto::event::{Event, PageRequest};
use subrosa_proto::limits::PAGE_EVENTS;
use subrosa_proto::{ConversationId, ErrorCode, EventId};
use subrosa_store::Span;

use crate::budget::Budget;
use crate::{Error, range};

const DEFAULT_LIMIT: u32 = 50;

/// A page that was asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    part: Part,
    limit: i64,
}

/// Which part of the log.
#[derive(Debug, Clone, Copy)]
enum Part {
    Before(i64),
    After(i64),
    Around(i64),
    Newest,
}

impl Wanted {
    /// What a request asks for.
    pub(super) fn of(request: &PageRequest) -> Result<Self, Error> {
        let seq = |field, seq| range::check(field, seq, 0..=i64::MAX);
        let part = match (request.before, request.after, request.around) {
            (None, None, None) => Part::Newest,
            (Some(before), None, None) => Part::Before(seq("before", before)?),
            (None, Some(after), None) => Part::After(seq("after", after)?),
            (None, None, Some(middle)) => Part::Around(seq("around", middle)?),
            _ => {
                return Err(Error::field(
                    ErrorCode::InvalidParameter,
                    "before",
                    "give one of before, after and around",
                ));
            }
        };
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_EVENTS)?;
        Ok(Self { part, limit: limit.into() })
    }

    /// The first and the last seq of the page in a log that goes up to `head`; the first is above the last when there is nothing.
    pub(super) fn seqs(&self, head: i64) -> (i64, i64) {
        let limit = self.limit;
        let back_from = |newest: i64, count: i64| (newest - count + 1).max(1);
        match self.part {
            Part::Newest => (back_from(head, limit), head),
            Part::Before(before) => {
                let newest = head.min(before - 1);
                (back_from(newest, limit), newest)
            }
            Part::After(after) => (after.saturating_add(1), head.min(after.saturating_add(limit))),
            Part::Around(middle) => {
                // The one asked for counts to the older half.
                let newer = limit / 2;
                (back_from(head.min(middle), limit - newer), head.min(middle.saturating_add(newer)))
            }
        }
    }

    /// The same, where the event at the end has this id.
    pub(super) fn span(&self, conversation: ConversationId, head: i64, newest_id: EventId) -> Span {
        let (lowest, newest) = self.seqs(head);
        Span { conversation, lowest, newest, newest_id }
    }

    /// Leaves of the page's events what fits into an answer: those next to where it was asked for.
    pub(super) fn cut(&self, mut events: Vec<Event>) -> Vec<Event> {
        let mut budget = Budget::new();
        match self.part {
            Part::After(_) => budget.keep_first(&mut events),
            Part::Before(_) | Part::Newest => budget.keep_last(&mut events),
            Part::Around(middle) => {
                let mut newer = events.split_off(events.partition_point(|event| event.seq <= middle));
                budget.keep_last(&mut events);
                if !budget.is_used() {
                    budget.keep_first(&mut newer);
                    events.append(&mut newer);
                }
            }
        }
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seqs(request: PageRequest, head: i64) -> (i64, i64) {
        Wanted::of(&request).expect("is right").seqs(head)
    }

    #[test]
    fn a_page_holds_what_the_log_has_of_it() {
        let none = PageRequest { limit: Some(10), ..PageRequest::default() };
        let before = |seq| PageRequest { before: Some(seq), ..none };
        let after = |seq| PageRequest { after: Some(seq), ..none };
        let around = |seq| PageRequest { around: Some(seq), ..none };
        assert_eq!([seqs(none, 0), seqs(none, 4), seqs(none, 40)], [(1, 0), (1, 4), (31, 40)]);
        assert_eq!([seqs(before(0), 40), seqs(before(1), 40), seqs(before(6), 40)], [(1, -1), (1, 0), (1, 5)]);
        assert_eq!([seqs(before(41), 40), seqs(before(i64::MAX), 40)], [(31, 40); 2]);
        assert_eq!([seqs(after(0), 40), seqs(after(35), 40), seqs(after(40), 40)], [(1, 10), (36, 40), (41, 40)]);
        assert_eq!(seqs(after(i64::MAX), 40), (i64::MAX, 40));
        assert_eq!([seqs(around(0), 40), seqs(around(3), 40), seqs(around(20), 40)], [(1, 5), (1, 8), (16, 25)]);
        assert_eq!([seqs(around(38), 40), seqs(around(i64::MAX), 40)], [(34, 40), (36, 40)]);
    }

    #[test]
    fn one_part_can_be_asked_for() {
        let request = PageRequest { before: Some(1), after: Some(1), ..PageRequest::default() };
        let refused = Wanted::of(&request).expect_err("two");
        assert_eq!(refused.into_problem().detail.as_deref(), Some("give one of before, after and around"));
    }
}
