//! A snoozed ticket's time has come.

use subrosa_proto::Timestamp;
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::{Thread, TicketStatus};

/// Opens a snoozed ticket whose moment has come. Doing it again does nothing.
pub fn wake(thread: &mut Thread, at: Timestamp) -> Vec<Happening> {
    match &mut thread.ticket {
        Some(ticket) if ticket.snoozed_until.is_some_and(|until| until <= at) => {
            ticket.status = TicketStatus::Open;
            ticket.snoozed_until = None;
            vec![Happening::Status { to: TicketStatus::Open, until: None }]
        }
        _ => Vec::new(),
    }
}
