//! Conversations: beginning, listing and reading them.

pub(crate) mod get;
pub(crate) mod list;
mod start;
pub(crate) mod view;
