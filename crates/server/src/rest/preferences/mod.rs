//! What someone hears of from a brand, as they say themselves.

pub(super) mod complain;
pub(super) mod get;
pub(super) mod replace;
pub(super) mod set;
