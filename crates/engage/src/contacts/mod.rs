//! Contacts: people as a brand knows them, each beside the conversation with them.

mod change;
mod facts;
mod get;
mod learn;

pub(crate) use facts::facts;
