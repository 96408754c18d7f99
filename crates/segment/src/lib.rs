//! Segments as data: rules over contacts in a text form that people write and read, checks of what may be kept, and whether one contact is
//! in. The same tree as JSON is [`subrosa_proto::segment::Rule`].
//!
//! Never: I/O, a clock of its own, a rule without bounds, an answer that depends on anything but the rule, the contact and the moment.

mod check;
mod columns;
mod conditions;
mod contact;
mod days;
mod holds;
mod standing;
mod text;
mod value;

pub use check::{CONDITIONS, DAYS, DEPTH, Problem, VALUES, check};
pub use columns::{
    Answer, Changed, Column, Columns, Found, Kind, Look, Missing, NESTED, OrderRow, column_of, columns_of,
};
pub use conditions::{Condition, conditions};
pub use contact::{Contact, Did, Item, Order, Place, Told};
pub use days::Clock;
pub use fixedbitset::FixedBitSet;
pub use holds::{ONCE, Sums, has_properties, holds, stands};
pub use standing::{Bought, STANDING_DAYS, places};
pub use text::{Unreadable, parse, print};
pub use value::is_as;
