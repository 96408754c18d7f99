//! How a brand asks its customers what they think of its work.

pub(super) mod get;
pub(super) mod set;
