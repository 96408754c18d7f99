//! Who holds the ticket of a conversation, as a batch found it. Who gets it is `assign`'s.

use subrosa_proto::AccountId;
use subrosa_proto::ticket::{Ticket, TicketStatus};

/// What a batch found, and wants, of who holds a ticket.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Holding {
    /// Whether the brand's tickets are given by themselves.
    pub(super) assigns: bool,
    /// Who held the ticket open when the batch began.
    pub(super) before: Option<AccountId>,
    /// The ticket was called from its queue: it is its turn.
    pub(super) is_called: bool,
}

impl Holding {
    pub(super) fn of(assigns: bool, ticket: Option<&Ticket>) -> Self {
        Self { assigns, before: ticket.and_then(holder), is_called: false }
    }
}

/// Who holds a ticket open.
pub(super) fn holder(ticket: &Ticket) -> Option<AccountId> {
    ticket.assignee.filter(|_| ticket.status == TicketStatus::Open)
}
