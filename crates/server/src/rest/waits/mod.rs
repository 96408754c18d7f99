//! The wait for a person: what customers are told of it, and how it stands.

pub(super) mod get;
pub(super) mod set;
pub(super) mod stands;
