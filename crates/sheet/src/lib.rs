//! Tables as people keep them: files of CSV in the encodings and manners that programs write, amounts and moments as people write
//! them, and the way back out, in which no text is a formula.
//!
//! A file is read a [piece](Text) at a time, so that its size is of no matter: what ends within a row is read again with the next piece.
//!
//! Never: input or output, a clock, a rule about what a table is for. Never an amount by way of a floating-point number.

mod amount;
mod encoding;
mod guess;
mod moment;
mod rows;
mod write;

pub use amount::{WrongAmount, amount, exact_amount, nearest_amount};
pub use encoding::{Text, Unreadable, encoding_of};
pub use guess::{day_order_of, decimal_mark_of, separator_of};
pub use moment::{day, exact_moment, moment};
pub use rows::{Row, Rows};
pub use write::{Table, number, seconds, text, unguarded};
