//! The demo's shop: a brand with two who answer for it and one who writes its campaigns, forty customers whose tickets and orders stand in every
//! state, and four hundred regulars to whom a campaign went.

mod acting;
mod articles;
mod attributes;
mod bot;
mod campaigns;
mod consents;
mod customers;
mod orders;
mod play;
mod practice;
mod regulars;
mod rules;
mod segments;
mod stories;
mod templates;
mod tracked;

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

/// The one who writes to many at once.
const MARKETER: Agent =
    Agent { handle: "mira", name: "Mira Solano", bio: "Newsletters, photographs, the kiln’s calendar." };

/// How to sign in as those who answer for the shop.
pub(super) fn sign_ins() -> impl Iterator<Item = SignIn> {
    AGENTS.iter().chain([&MARKETER]).map(|agent| SignIn {
        handle: agent.handle,
        name: agent.name,
        password: PASSWORD,
        brand: Some(HANDLE),
    })
}
