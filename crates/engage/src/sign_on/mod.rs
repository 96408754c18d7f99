//! A brand's identity provider: which it is, whom it lets in, and what they are then.
//!
//! Never: a secret that comes back out, a member without an address of the brand's domains, an owner by a provider's word.

mod begin;
mod finish;
mod get;
mod remove;
mod save;
