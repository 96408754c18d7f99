//! What a brand writes about.

pub(super) mod list;
pub(super) mod save;
