//! A brand's knowledge: its articles as they are written, published and brought in from elsewhere, and answers from them.
//!
//! Never: does what an article says. Its text is found, quoted and shown, and nothing else.

mod answer;
mod ask;
pub(crate) mod check;
mod create;
mod dismiss;
mod get;
mod import;
mod index;
mod list;
mod publish;
mod remove;
mod replace;
mod shelves;
mod unanswered;
mod versions;
mod write;

pub use answer::Answered;
pub(crate) use check::language;
pub(crate) use shelves::Shelves;
