//! The customer beside the thread.

pub(super) mod change;
pub(super) mod get;
pub(super) mod merge;
pub(super) mod orders;
pub(super) mod timeline;
pub(super) mod unmerge;
pub(super) mod verify_order;
