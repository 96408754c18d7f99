//! Reports of a brand.

pub(super) mod export;
pub(super) mod labels;
pub(super) mod levels;
pub(super) mod members;
pub(super) mod overview;
pub(super) mod tickets;
