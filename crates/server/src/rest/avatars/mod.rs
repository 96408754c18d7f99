//! The pictures of people.

pub(super) mod get;
