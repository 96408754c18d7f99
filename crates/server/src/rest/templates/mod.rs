//! Message templates.

pub(super) mod list;
pub(super) mod preview;
pub(super) mod remove;
pub(super) mod save;
pub(super) mod send;
