//! The inbox of a brand.

pub(super) mod change_many;
pub(super) mod count;
pub(super) mod labels;
pub(super) mod list;
