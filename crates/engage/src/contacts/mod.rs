//! Contacts: people as a brand knows them, each beside the conversation with them.

mod change;
mod facts;
mod get;
mod known;
mod learn;
mod merge;
pub(crate) mod person;

pub(crate) use facts::facts;
