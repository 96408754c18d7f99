//! What the engine is told of the world at each step.

use subrosa_proto::Timestamp;

use crate::value::Values;

/// What holds at the moment of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// The present moment.
    pub now: Timestamp,
    /// Whether the brand is open, by its business hours.
    pub open: bool,
    /// The contact's attributes.
    pub contact: Values,
    /// Whether the channel can show a form in one message.
    pub forms: bool,
}
