//! Which tickets customers are asked about, and when.

use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_proto::{TicketId, Timestamp};

/// Whether a customer is to be asked about a ticket, now that it has changed: it was just resolved, and someone answered in it, be it a
/// bot.
#[must_use]
pub fn is_to_be_asked_about(before: Option<&Ticket>, after: &Ticket, is_of_bot: bool) -> bool {
    let was_resolved = before.is_some_and(|before| before.id == after.id && is_resolved(before));
    !was_resolved && is_resolved(after) && (is_of_bot || after.first_response_at.is_some())
}

/// Whether the customer may be asked about a ticket now: it is the newest and still resolved, and they were not asked within so many
/// seconds.
#[must_use]
pub fn may_ask(
    newest: Option<&Ticket>,
    about: TicketId,
    last_asked: Option<Timestamp>,
    quiet_seconds: i64,
    now: Timestamp,
) -> bool {
    newest.is_some_and(|newest| newest.id == about && is_resolved(newest))
        && last_asked.is_none_or(|last| last.plus_seconds(quiet_seconds) <= now)
}

fn is_resolved(ticket: &Ticket) -> bool {
    ticket.status == TicketStatus::Resolved
}
