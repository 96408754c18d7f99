//! What people's words mean to a bot: the same word in another case, a question like another, a wish for a person; and the
//! sentences that a bot has of its own.
//!
//! Never: a model, a service, a dictionary to load. Everything is local and gives the same answer each time.

mod languages;
mod person;

pub(crate) use languages::{LANGUAGES, Sentences, sentences};
pub(crate) use person::{PersonWords, has_phrase};
pub(crate) use subrosa_words::{Likeness, fold, words};

use crate::limits::INTENT_CHARACTERS;

/// The beginning of a text, taken apart for comparing.
pub(crate) fn likeness(text: &str) -> Likeness {
    let start: String = text.chars().take(INTENT_CHARACTERS).collect();
    Likeness::of(&start)
}
