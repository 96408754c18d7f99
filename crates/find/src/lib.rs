//! Finding words: how a text falls into words, what a search box may say, and where a text holds what was asked for.
//!
//! Both databases get words that were made here, so that both find the same.
//!
//! Pure and total: any text has words, any query is read or refused with the place at which it is wrong, within bounds.
//!
//! Never: I/O, a clock, who may find what, how an index is kept.

mod parse;
mod query;
mod rank;
mod snippet;
mod words;

pub use parse::{InvalidQuery, QUERY_CHARACTERS, QUERY_TERMS, parse};
pub use query::{Assignee, Part, Query, Status, Term};
pub use rank::rank;
pub use snippet::{Mark, Snippet, snippet};
pub use words::{WORD_CHARACTERS, Word, words};

/// Rises whenever texts fall into other words than before, so that what was indexed by an older version is indexed anew.
pub const WORDS_VERSION: i64 = 1;
