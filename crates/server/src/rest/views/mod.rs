//! Views of the inbox.

pub(super) mod count;
pub(super) mod count_filtered;
pub(super) mod create;
pub(super) mod list;
pub(super) mod order;
pub(super) mod remove;
pub(super) mod replace;
