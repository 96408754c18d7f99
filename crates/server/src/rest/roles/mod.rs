//! Roles of a brand's own.

pub(super) mod create;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod replace;
