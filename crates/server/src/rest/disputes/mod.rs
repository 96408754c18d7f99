//! Disputes of customers with brands.

pub(super) mod decide;
pub(super) mod get;
pub(super) mod list;
pub(super) mod open;
pub(super) mod step;
