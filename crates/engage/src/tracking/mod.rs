//! What systems of a brand tell by tracking calls: who their users are, what is so of them, what they did and bought.
//!
//! Someone whom the brand does not know as a contact yet is a visitor: what they do is kept under a number of their own, and is the contact's
//! once it is known who they are.
//!
//! Never: an event twice, whoever tells it again; something newer undone by what comes late; a call lost for another that can't be used.

mod adopt;
mod orders;
mod people;
mod track;
mod traits;
mod write;

pub(crate) use adopt::adopt;

use sha2::{Digest, Sha256};

/// What is kept of a write key, which has randomness enough of its own.
pub(crate) fn key_hash(key: &str) -> [u8; 32] {
    Sha256::digest(key.as_bytes()).into()
}
