//! When the contents of a ticket's time are kept no longer.

use subrosa_proto::Timestamp;
use subrosa_proto::ticket::{Thread, TicketStatus};

const DAY_SECONDS: i64 = 86_400;

/// The moment before which nothing may have happened with a ticket any more for its contents to go.
#[must_use]
pub fn kept_since(now: Timestamp, days: u32) -> Timestamp {
    now.plus_seconds(-i64::from(days) * DAY_SECONDS)
}

/// Whether there is no work in a thread: as long as there is some, whoever does it needs all that was said.
#[must_use]
pub fn is_all_done(thread: &Thread) -> bool {
    thread.ticket.as_ref().is_some_and(|ticket| ticket.status == TicketStatus::Resolved)
}

#[cfg(test)]
mod tests {
    use subrosa_proto::ticket::TicketChange;
    use subrosa_proto::{AccountId, TicketId};

    use super::*;
    use crate::{Now, change, customer_wrote};

    #[test]
    fn all_is_kept_while_there_is_work() {
        let at = |seconds: i64| Timestamp::from_microseconds(seconds * 1_000_000);
        let mut thread = Thread::default();
        assert!(!is_all_done(&thread), "nothing was ever done");
        customer_wrote(&mut thread, Now { at: at(1), seq: 1, fresh: TicketId::new(1) }, 60);
        assert!(!is_all_done(&thread));
        for status in [TicketStatus::Pending, TicketStatus::Resolved] {
            let wanted = TicketChange {
                status: Some(status),
                assignee: Some(Some(AccountId::new(8))),
                ..TicketChange::default()
            };
            change(&mut thread, &wanted, at(2)).expect("changes");
            assert_eq!(is_all_done(&thread), status == TicketStatus::Resolved);
        }
        customer_wrote(&mut thread, Now { at: at(10), seq: 2, fresh: TicketId::new(2) }, 60);
        assert!(!is_all_done(&thread), "it is open again");
    }

    #[test]
    fn days_are_whole() {
        let now = Timestamp::from_microseconds(400 * 86_400_000_000);
        assert_eq!(kept_since(now, 365), Timestamp::from_microseconds(35 * 86_400_000_000));
    }
}
