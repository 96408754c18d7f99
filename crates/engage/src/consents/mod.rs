//! What customers have agreed to hear of: they switch it themselves, or a member writes down what they said elsewhere. Entries are only
//! ever added, and the one with the latest moment counts.
//!
//! Never: a consent that nobody gave. Silence is none, and what a customer has withdrawn themselves only they can grant again.

mod complain;
mod list;
mod preferences;
mod record;
mod set_preference;
mod set_preferences;
mod told;

pub(crate) use told::told;
