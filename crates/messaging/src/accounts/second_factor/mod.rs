//! A second factor beside the password: codes that an app makes from a secret (TOTP, RFC 6238), passkeys, and recovery codes for those
//! who lost both.
//!
//! Never: a code taken twice, a secret that is shown again, a code for who signs in by the host platform's token, which has its own
//! ways.

mod begin;
mod confirm;
mod judge;
pub(in crate::accounts) mod recovery;
mod remove;
mod state;
mod use_code;
