//! A brand's knowledge: what its articles say, found by a question, and the courage to say that nothing is known.
//!
//! An article in Markdown is divided into [`passages`]; an [`Index`] holds those of one brand and one language. A question finds
//! [`Candidate`]s, each with how sure it is that it answers; below a threshold the [`Finding`] is no answer. An answer is a quotation,
//! word for word. [`import`] reads articles from files, [`clusters`] puts questions together that ask the same.
//!
//! Never: input or output, a clock, a store. Never does anything that an article says: it is a text to be quoted, whoever wrote it.
//! What is read is bounded ([`limits`]).
//!
//! Where a brand has [`Vector`]s of its passages made elsewhere, they find passages as well: whatever words they have.
//!
//! A language model has its place behind this door: it may word an answer from the quotations. Whether one is sure enough is decided here,
//! and so is whether its words are ([`is_supported`]).

mod clusters;
mod function_words;
mod fusion;
pub mod import;
mod index;
pub mod limits;
mod passages;
mod question;
mod quotation;
mod support;
mod sureness;
mod vector;

pub use clusters::clusters;
pub use index::{Article, Candidate, Finding, Index, Ways};
pub use passages::{Passage, passages};
pub use support::is_supported;
pub use sureness::{Evidence, Meaning, THRESHOLD, sureness};
pub use vector::{VECTORS_FORM, Vector, embedded};
