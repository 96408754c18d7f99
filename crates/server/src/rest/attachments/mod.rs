//! Files of messages.

pub(super) mod get;
pub(super) mod upload;
