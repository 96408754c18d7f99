//! What a brand wants to know of its customers.

pub(super) mod fit;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod save;
