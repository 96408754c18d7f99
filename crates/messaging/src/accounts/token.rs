//! Session tokens and invite codes: random, shown once, kept only as a hash.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use subrosa_proto::Randomness;

/// What stands before a token, so that scanners of leaked secrets know it.
const TOKEN_PREFIX: &str = "subrosa_";

/// A new token with 256 random bits.
pub(crate) fn mint(randomness: &dyn Randomness) -> String {
    let mut bytes = [0; 32];
    randomness.fill(&mut bytes);
    format!("{TOKEN_PREFIX}{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// A new invite code: 80 random bits, short enough to type.
pub(crate) fn mint_invite(randomness: &dyn Randomness) -> String {
    let mut bytes = [0; 10];
    randomness.fill(&mut bytes);
    let letters: Vec<char> = bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(b"abcdefghjkmnpqrs"[usize::from(half)]))
        .collect();
    letters.chunks(5).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// What is stored of a secret with enough randomness of its own: SHA-256.
pub(crate) fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}
