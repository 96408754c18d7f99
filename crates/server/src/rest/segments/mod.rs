//! Segments of a brand's contacts.

pub(super) mod count;
pub(super) mod create;
pub(super) mod explain;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod replace;
