//! Accounts and devices: signing up and in, profiles, passwords, and what the operator does with them.

pub(crate) mod admin;
mod arrival;
mod avatar;
pub(crate) mod bot_tokens;
mod devices;
mod export;
mod find;
pub(crate) mod hashing;
mod invites;
pub(crate) mod passkeys;
mod password;
pub(crate) mod platform;
mod profile;
mod revocation;
mod second_factor;
pub mod session;
pub mod shown;
mod sign_in;
pub(crate) mod sign_on;
mod sign_up;
mod token;
mod verify;
mod ways;

pub use admin::NewPerson;
pub use bot_tokens::MintedToken;
pub use session::Origin;
pub use sign_on::{Arrived, KnownProvider, Said, SetOut, Way};
