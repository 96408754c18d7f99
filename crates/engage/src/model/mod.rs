//! The operator's language model at work for a brand that has switched it on: what is asked of it, and what that costs.
//!
//! Never: by itself. A member asks, and reads what comes before anyone else does. Never more than the texts that `docs/brands/model.md`
//! names.

mod ask;
mod draft;
mod get;
mod set;
mod thread;
mod translate;
