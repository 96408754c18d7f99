//! A pending ticket that the customer does not answer is resolved by itself.

use subrosa_proto::Timestamp;
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::{Thread, Ticket, TicketStatus};

const DAY_SECONDS: i64 = 86_400;

/// After how many days a brand's pending tickets are resolved, and since when that holds: days before it do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    pub days: u32,
    pub since: Timestamp,
}

/// Notes since when the brand has waited for the customer, or that it does not: after everything else that happens at a moment.
/// `has_spoken`: whether the brand said something to the customer, so that they have all their time again.
///
/// Who waits for the brand is not waited for, whatever the ticket's status says.
pub fn settle_quiet(thread: &mut Thread, has_spoken: bool, at: Timestamp) {
    if let Some(ticket) = &mut thread.ticket {
        let since = ticket.quiet_since.filter(|_| !has_spoken).unwrap_or(at);
        ticket.quiet_since = is_waited_for(ticket).then_some(since);
    }
}

/// Whether a ticket is to be resolved by itself now.
#[must_use]
pub fn may_close(ticket: Option<&Ticket>, closing: Closing, at: Timestamp) -> bool {
    let quiet_since = ticket.filter(|ticket| is_waited_for(ticket)).and_then(|ticket| ticket.quiet_since);
    quiet_since.is_some_and(|since| since.max(closing.since).plus_seconds(i64::from(closing.days) * DAY_SECONDS) <= at)
}

/// Whether it is the customer's turn.
fn is_waited_for(ticket: &Ticket) -> bool {
    ticket.status == TicketStatus::Pending && ticket.waiting_since.is_none()
}

/// Resolves a ticket that may be closed; the message at `seq` tells the customer, if one does.
pub fn close(thread: &mut Thread, days: u32, seq: Option<i64>, at: Timestamp) -> Vec<Happening> {
    let Some(ticket) = &mut thread.ticket else { return Vec::new() };
    ticket.status = TicketStatus::Resolved;
    ticket.resolved_at = Some(at);
    ticket.quiet_since = None;
    vec![
        Happening::Closed { days: i64::from(days), seq },
        Happening::Status { to: TicketStatus::Resolved, until: None },
    ]
}

#[cfg(test)]
mod tests {
    use subrosa_proto::ticket::TicketChange;
    use subrosa_proto::{AccountId, TicketId};

    use super::*;
    use crate::{Now, change, customer_wrote, member_wrote};

    const PERSON: AccountId = AccountId::new(8);
    const WEEK: Closing = Closing { days: 7, since: Timestamp::from_microseconds(0) };

    fn at(day: i64) -> Timestamp {
        Timestamp::from_microseconds(day * DAY_SECONDS * 1_000_000)
    }

    fn now(day: i64) -> Now {
        Now { at: at(day), seq: day, fresh: TicketId::new(day) }
    }

    fn set(thread: &mut Thread, to: TicketStatus, day: i64) {
        change(thread, &TicketChange { status: Some(to), ..TicketChange::default() }, at(day)).expect("a change");
        settle_quiet(thread, false, at(day));
    }

    fn asked() -> Thread {
        let mut thread = Thread::default();
        customer_wrote(&mut thread, now(1), 60);
        settle_quiet(&mut thread, false, at(1));
        thread
    }

    fn answered(thread: &mut Thread, day: i64) {
        member_wrote(thread, PERSON, now(day));
        settle_quiet(thread, true, at(day));
    }

    fn may(thread: &Thread, day: i64) -> bool {
        may_close(thread.ticket.as_ref(), WEEK, at(day))
    }

    #[test]
    fn days_begin_when_it_is_pending_and_anew_with_each_word_of_the_brand() {
        let mut thread = asked();
        answered(&mut thread, 2);
        assert!(!may(&thread, 99), "it is open");
        set(&mut thread, TicketStatus::Pending, 4);
        assert_eq!((may(&thread, 10), may(&thread, 11)), (false, true));
        settle_quiet(&mut thread, false, at(9));
        assert!(may(&thread, 11), "what says nothing changes nothing");
        answered(&mut thread, 10);
        assert_eq!((may(&thread, 16), may(&thread, 17)), (false, true));
        let since = Closing { days: 7, since: at(12) };
        let may_since = |day| may_close(thread.ticket.as_ref(), since, at(day));
        assert_eq!((may_since(18), may_since(19)), (false, true), "days before it was switched on do not count");
    }

    #[test]
    fn who_wrote_last_is_not_waited_for() {
        let mut thread = asked();
        set(&mut thread, TicketStatus::Pending, 2);
        assert!(!may(&thread, 99), "the customer waits");
        answered(&mut thread, 3);
        assert!(may(&thread, 10));
        customer_wrote(&mut thread, now(10), 60);
        settle_quiet(&mut thread, false, at(10));
        assert!(!may(&thread, 99), "they answered");
        for status in [TicketStatus::Snoozed, TicketStatus::Resolved] {
            answered(&mut thread, 11);
            set(&mut thread, status, 12);
            assert!(!may(&thread, 99), "{status:?}");
        }
    }

    #[test]
    fn what_closed_opens_again_by_the_same_rule_as_ever() {
        let mut thread = asked();
        answered(&mut thread, 2);
        set(&mut thread, TicketStatus::Pending, 2);
        let told = close(&mut thread, 7, Some(5), at(9));
        assert_eq!(
            told,
            [
                Happening::Closed { days: 7, seq: Some(5) },
                Happening::Status { to: TicketStatus::Resolved, until: None }
            ]
        );
        assert!(!may(&thread, 99));
        assert_eq!(customer_wrote(&mut thread, now(10), 3 * DAY_SECONDS), vec![Happening::Reopened { ordinal: 0 }]);
    }
}
