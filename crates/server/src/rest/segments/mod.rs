//! Segments of a brand's contacts.

pub(super) mod change_list;
pub(super) mod contacts;
pub(super) mod count;
pub(super) mod create;
pub(super) mod explain;
pub(super) mod list;
pub(super) mod make_list;
pub(super) mod moves;
pub(super) mod remove;
pub(super) mod replace;
