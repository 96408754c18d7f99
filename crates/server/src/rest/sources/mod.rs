//! Systems of a brand that tell what customers do.

pub(super) mod create;
pub(super) mod list;
pub(super) mod remove;
pub(super) mod replace;
