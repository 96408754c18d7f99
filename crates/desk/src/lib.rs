//! The rules of a brand's side of a conversation: how tickets open, change and end, and who holds the thread.
//!
//! A conversation with a brand is one for good; a **ticket** is an interval on it, so nothing ever needs merging. The thread is
//! **fenced**: it has one holder at a time and an epoch that rises whenever it changes hands, and whoever writes by an older
//! epoch is refused, so that no two talk over each other.
//!
//! [`sending`] decides what may be sent now, by whom and until when.
//! What happens is counted by [`figures`]; [`hours`] say when a brand is open; [`levels`] keep the clocks of what it promises.
//! [`assignment`] chooses who is given a ticket by itself; [`wait`] puts into words how long its customer waits; [`dispute`] says
//! how a dispute goes; [`consent`] which word of a customer counts; [`blanks`] are what is filled into texts that a brand has at hand;
//! [`language`] writes names of languages in one form.
//!
//! Pure: each rule takes the present state and what happens, changes the state, and returns what is to be written into the
//! journal. Whoever calls it holds the conversation's lock.
//!
//! Never: I/O, a clock, an id of its own making, who may do what (that is `access`).

pub mod assignment;
pub mod blanks;
mod bot;
mod change;
mod close;
pub mod consent;
mod customer;
pub mod dispute;
mod dispute_words;
pub mod figures;
mod hand_on;
pub mod hours;
mod labels;
pub mod language;
pub mod levels;
mod member;
mod queue;
mod refused;
mod retention;
pub mod sending;
mod survey;
pub mod wait;
mod wake;
pub mod zone;

pub use bot::{bot_finished, bot_hands_over, bot_may_act, bot_takes, bot_wrote};
pub use change::change;
pub use close::{Closing, close, may_close, settle_quiet};
pub use customer::customer_wrote;
pub use dispute_words::words as dispute_words;
pub use hand_on::hand_on;
pub use labels::check_label;
pub use member::member_wrote;
pub use queue::{give, leave_team, settle_queue};
pub use refused::Refused;
pub use retention::{is_all_done, kept_since};
pub use survey::{is_to_be_asked_about, may_ask};
pub use wake::wake;

use subrosa_proto::TicketId;
use subrosa_proto::Timestamp;

/// The moment of what happens, and what a ticket that it opens is made of.
#[derive(Debug, Clone, Copy)]
pub struct Now {
    pub at: Timestamp,
    /// The `seq` of the message that was just written.
    pub seq: i64,
    /// The id of a ticket, should one open.
    pub fresh: TicketId,
}
