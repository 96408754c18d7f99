//! What a brand promises its customers.

pub(super) mod get;
pub(super) mod set;
