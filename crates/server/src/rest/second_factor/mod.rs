//! The second factor of the signed-in account: codes that signing in with the password asks for.

pub(super) mod begin;
pub(super) mod confirm;
pub(super) mod get;
pub(super) mod new_recovery_codes;
pub(super) mod remove;
