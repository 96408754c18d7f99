//! How many promotions somebody wants.

pub(super) mod get;
pub(super) mod set;
