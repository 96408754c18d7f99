//! Platform sign-in: a host platform's own token for a Subrosa session, so that its people need no second login.
//!
//! Tokens are JSON Web Tokens (RFC 7519), signed with a shared secret (HS256) or with a key of a published set (RFC 7517;
//! EdDSA, ES256, RS256). Issuer, audience and times are checked against the injected clock.

mod keys;
mod sign_in;
mod verify;

pub(crate) use keys::KeySet;
pub(crate) use verify::{Platform, key_in, read_token};
