//! What a brand's members do in a conversation besides writing to the customer: notes, tickets, and being seen by each other.

pub(crate) mod ask;
pub(crate) mod assign;
pub(crate) mod at_work;
mod attend;
mod changed;
mod check_reports;
pub(crate) mod close;
mod contact;
pub(crate) mod count;
pub(crate) mod delete_brand;
pub(crate) mod disputes;
pub(crate) mod due;
mod hand_on;
mod hand_over;
mod journal;
pub(crate) mod know_orders;
mod leave_team;
mod note;
mod place;
pub(crate) mod remove;
pub(crate) mod ring;
pub(crate) mod schedule;
pub(crate) mod see;
pub(crate) mod staff;
mod ticket;
mod tickets;
pub(crate) mod visitors;
mod wait;
pub(crate) mod wake;

pub use check_reports::ReportCheck;
pub use ticket::ChangedTicket;
