//! Conversations: beginning, listing and reading them.

pub(crate) mod desk;
pub(crate) mod get;
mod glance;
pub(crate) mod list;
mod start;
pub(crate) mod view;
