//! Conversations, and the marks of their members.

pub(super) mod get;
pub(super) mod list;
pub(super) mod mark_read;
pub(super) mod save_draft;
pub(super) mod start;
pub(super) mod typing;
