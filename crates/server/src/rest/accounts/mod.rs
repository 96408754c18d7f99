//! Accounts: making one, finding one.

pub(super) mod find;
pub(super) mod sign_up;
