//! The operator's language model at work for a brand that has switched it on: what is asked of it, and what that costs.
//!
//! Never: switched on by itself. Where a customer reads what it says before a member does (`word`), only what articles say, by a check
//! that is not the model's. Never more told than the texts that `docs/brands/model.md` names.

mod ask;
mod budget;
mod draft;
mod get;
mod set;
mod thread;
mod translate;
mod word;

pub(crate) use word::{ANSWER_SECONDS, Answer};
