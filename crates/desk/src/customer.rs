//! The customer writes.

use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::{Thread, Ticket, TicketStatus};

use crate::Now;

/// What a customer's message does to the thread: it opens a ticket where none is, or where the last was resolved longer than
/// `reopen_seconds` ago; otherwise it opens the present one again and begins the wait for an answer.
///
/// A new ticket has the ordinal 0: whoever calls gives it the brand's next number, and writes it into the happening, too.
pub fn customer_wrote(thread: &mut Thread, now: Now, reopen_seconds: i64) -> Vec<Happening> {
    let Some(ticket) = thread.ticket.as_mut().filter(|ticket| !is_over(ticket, now, reopen_seconds)) else {
        return vec![open(thread, now)];
    };
    let happenings = match ticket.status {
        TicketStatus::Open => Vec::new(),
        TicketStatus::Resolved => vec![Happening::Reopened { ordinal: ticket.ordinal }],
        TicketStatus::Pending | TicketStatus::Snoozed => {
            vec![Happening::Status { to: TicketStatus::Open, until: None }]
        }
    };
    ticket.status = TicketStatus::Open;
    ticket.snoozed_until = None;
    ticket.resolved_at = None;
    ticket.waiting_since.get_or_insert(now.at);
    happenings
}

/// Whether a ticket is done for good.
fn is_over(ticket: &Ticket, now: Now, reopen_seconds: i64) -> bool {
    ticket.status == TicketStatus::Resolved
        && ticket.resolved_at.is_none_or(|resolved| resolved.plus_seconds(reopen_seconds) <= now.at)
}

/// Opens a ticket at the customer's message. Nobody holds it yet, so whoever held the thread before does no more.
fn open(thread: &mut Thread, now: Now) -> Happening {
    if thread.ticket.as_ref().is_some_and(|before| before.assignee.is_some()) {
        thread.epoch += 1;
    }
    thread.ticket = Some(fresh(now, Some(now.at)));
    Happening::Opened { ordinal: 0 }
}

/// A ticket that begins now.
pub(crate) fn fresh(now: Now, waiting_since: Option<subrosa_proto::Timestamp>) -> Ticket {
    Ticket {
        id: now.fresh,
        ordinal: 0,
        status: TicketStatus::Open,
        snoozed_until: None,
        assignee: None,
        team: None,
        queued_at: None,
        quiet_since: None,
        priority: subrosa_proto::ticket::Priority::Normal,
        labels: Vec::new(),
        opened_at: now.at,
        opened_seq: now.seq,
        waiting_since,
        first_response_at: None,
        resolved_at: None,
        promise: None,
    }
}
