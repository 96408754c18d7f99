//! How a customer's wait for a person stood when a batch began, and what it made of it. What they are told is `waits`'.

use subrosa_proto::ticket::{Thread, Ticket};
use subrosa_proto::wait::{WaitLanguage, WaitSettings};
use subrosa_proto::{TeamId, TicketId, Timestamp};

/// A place in one of a brand's queues: the team's, or that of none; since when, and which ticket.
pub(super) type Place = (TeamId, Timestamp, TicketId);

/// What a batch found, and wants, of a customer's wait for a person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Waiting {
    pub(super) settings: WaitSettings,
    pub(super) told_at: Option<Timestamp>,
    /// Where the ticket stood when the batch began.
    pub(super) place_before: Option<Place>,
    /// Whether its customer waited in the queue then already.
    pub(super) was_queued: bool,
    /// A bot gave the thread to people.
    pub(super) is_handed_over: bool,
    /// The language in which it spoke.
    pub(super) spoken: Option<WaitLanguage>,
}

impl Waiting {
    pub(super) fn of(
        settings: WaitSettings,
        thread: &Thread,
        told_at: Option<Timestamp>,
        are_bots_at_it: bool,
    ) -> Self {
        let place_before = thread.ticket.as_ref().and_then(place);
        let is_awaited = thread.ticket.as_ref().is_some_and(|ticket| ticket.waiting_since.is_some());
        let was_queued = place_before.is_some() && is_awaited && !are_bots_at_it;
        Self { settings, told_at, place_before, was_queued, is_handed_over: false, spoken: None }
    }
}

/// Where a ticket stands in its queue, if it does.
pub(super) fn place(ticket: &Ticket) -> Option<Place> {
    Some((ticket.team.unwrap_or(TeamId::new(0)), ticket.queued_at?, ticket.id))
}
