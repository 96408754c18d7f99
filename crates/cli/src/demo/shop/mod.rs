//! The demo's shop: a brand with two who answer for it, and forty customers whose tickets and orders stand in every state.

mod articles;
mod bot;
mod consents;
mod customers;
mod orders;
mod play;
mod practice;
mod rules;
mod stories;
mod templates;

pub(super) use play::play;

use super::SignIn;
use super::people::PASSWORD;

/// The brand.
pub(super) const HANDLE: &str = "rosewater";
const NAME: &str = "Rosewater";
const BIO: &str = "Ceramics and linen from small workshops. We answer from nine to six.";

/// One of those who answer for it.
struct Agent {
    handle: &'static str,
    name: &'static str,
    bio: &'static str,
}

/// The owner first.
const AGENTS: [Agent; 2] = [
    Agent { handle: "nadia", name: "Nadia Brandt", bio: "Runs the shop." },
    Agent { handle: "wout", name: "Wout Achterberg", bio: "Parcels, glaze and patience." },
];

/// How to sign in as those who answer for the shop.
pub(super) fn sign_ins() -> impl Iterator<Item = SignIn> {
    AGENTS.iter().map(|agent| SignIn {
        handle: agent.handle,
        name: agent.name,
        password: PASSWORD,
        brand: Some(HANDLE),
    })
}
