//! When a brand is open.

pub(super) mod get;
pub(super) mod set;
