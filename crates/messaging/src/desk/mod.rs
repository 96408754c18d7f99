//! What a brand's members do in a conversation besides writing to the customer: notes, tickets, and being seen by each other.

mod attend;
mod contact;
mod hand_on;
mod journal;
mod note;
mod ticket;
mod tickets;
pub(crate) mod wake;

pub use ticket::ChangedTicket;
