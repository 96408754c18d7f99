//! What people's words are to a machine: the same word in another case or with other marks, the words of a text, texts that resemble
//! each other.
//!
//! Never: input or output, a dictionary, a language. Everything gives the same answer each time.

mod fold;
mod likeness;

pub use fold::{fold, fold_character, words};
pub use likeness::{Likeness, trigrams};
