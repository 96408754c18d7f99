//! The devices that are signed in to one's account.

pub(super) mod list;
pub(super) mod revoke;
