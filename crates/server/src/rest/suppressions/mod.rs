//! Whom a brand's campaigns never write to.

pub(super) mod add;
pub(super) mod add_many;
pub(super) mod export;
pub(super) mod list;
pub(super) mod remove;
