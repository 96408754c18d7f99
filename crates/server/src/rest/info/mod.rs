//! What anyone may know of this installation.

pub(super) mod get;
