//! Single sign-on, as far as it is about people: from an identity provider's word (`OpenID` Connect, authorization code with PKCE) to an account
//! and a session. Which provider a brand has, and whom it lets in, is `engage`'s.
//!
//! Never: an account found by an e-mail address; a word that was not asked for by the same browser (state, nonce); a provider's key or
//! address taken from anywhere but its own configuration.

mod arrive;
mod links;
mod provider;
mod way;
mod word;

pub use arrive::Arrived;
pub use provider::KnownProvider;
pub(crate) use provider::Providers;
pub use way::{SetOut, Way};
pub use word::Said;
