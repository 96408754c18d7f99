//! A member who works for the brand no more gives back what they held.

use subrosa_proto::AccountId;
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::Thread;

/// Makes a ticket that someone held nobody's. Doing it again does nothing.
pub fn hand_on(thread: &mut Thread, from: AccountId) -> Vec<Happening> {
    match &mut thread.ticket {
        Some(ticket) if ticket.assignee == Some(from) => {
            ticket.assignee = None;
            thread.epoch += 1;
            vec![Happening::Assigned { to: None }]
        }
        _ => Vec::new(),
    }
}
