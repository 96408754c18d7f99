//! What bots need of messaging: to be told where a customer waits for them, and to write what a step of theirs leads to. Which step
//! that is, others know; here a session is a text that nobody reads.
//!
//! Never: two steps from one state, a word of a bot where a person has the thread.

mod counts;
mod step;

pub use counts::BotCounts;
pub use step::{Agreement, BotEnding, BotState, BotStep};
