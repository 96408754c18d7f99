//! Passkeys of the signed-in account.

pub(super) mod add;
pub(super) mod begin;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod rename;
