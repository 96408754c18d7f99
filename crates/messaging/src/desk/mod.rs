//! What a brand's members do in a conversation besides writing to the customer: notes, tickets, and being seen by each other.

pub(crate) mod ask;
mod attend;
mod check_reports;
mod contact;
pub(crate) mod count;
pub(crate) mod due;
mod hand_on;
mod hand_over;
mod journal;
mod note;
pub(crate) mod ring;
mod ticket;
mod tickets;
pub(crate) mod wake;

pub use check_reports::ReportCheck;
pub use ticket::ChangedTicket;
