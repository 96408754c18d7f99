//! Passkeys (Web Authentication, W3C): signing in by a key that a person's own device holds, alone or after the password.
//!
//! The device makes sure that its owner is there (a fingerprint, a PIN), so a passkey alone is as good as password and code. It is found by
//! itself, without a handle being typed, and only at the address that the operator has named.
//!
//! Never: a challenge that is answered twice or after its time, a key that leaves its device, an answer by which strangers learn whose
//! a passkey is, or that there is one. The library makes challenges of the operating system's randomness and asks its clock beside ours.

mod add;
mod ceremonies;
mod check;
mod list;
mod remove;
mod sign_in;

pub(crate) use ceremonies::Ceremonies;
pub(crate) use check::Used;
