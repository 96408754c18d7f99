//! Brands, and who works for them.

pub(super) mod change;
pub(super) mod change_member;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod get;
pub(super) mod invite;
pub(super) mod join;
pub(super) mod leave;
pub(super) mod list;
pub(super) mod members;
pub(super) mod remove_member;
