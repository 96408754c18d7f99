//! Search in the inbox of a brand.

pub(super) mod find;
