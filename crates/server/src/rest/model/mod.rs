//! The language model that a brand may use.

pub(super) mod draft;
pub(super) mod get;
pub(super) mod set;
pub(super) mod translate;
