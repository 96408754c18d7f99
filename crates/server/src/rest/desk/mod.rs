//! What a brand's members do in a conversation besides writing to the customer.

pub(super) mod attend;
pub(super) mod change_ticket;
pub(super) mod hand_over;
pub(super) mod place_in_queue;
pub(super) mod read_journal;
pub(super) mod tickets;
pub(super) mod write_note;
