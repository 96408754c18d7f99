//! What people's words mean to a bot: the same word in another case, a question like another, a wish for a person; and the
//! sentences that a bot has of its own.
//!
//! Never: a model, a service, a dictionary to load. Everything is local and gives the same answer each time.

mod fold;
mod languages;
mod person;
mod similar;

pub(crate) use fold::{fold, words};
pub(crate) use languages::{LANGUAGES, Sentences, sentences};
pub(crate) use person::{PersonWords, has_phrase};
pub(crate) use similar::Likeness;
