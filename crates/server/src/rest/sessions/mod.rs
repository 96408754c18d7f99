//! Sessions: signing in and out.

pub(super) mod ask_for_passkey;
pub(super) mod sign_in;
pub(super) mod sign_in_by_passkey;
pub(super) mod sign_in_by_platform;
pub(super) mod sign_out;
pub(super) mod signed_in;
