//! Single sign-on: a brand's identity provider, the way there and back, and whom it knows.

pub(super) mod begin;
pub(super) mod begin_link;
pub(super) mod finish;
pub(super) mod get;
pub(super) mod links;
pub(super) mod remove;
pub(super) mod remove_link;
pub(super) mod save;
