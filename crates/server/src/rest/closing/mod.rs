//! When a brand's pending tickets are resolved by themselves.

pub(super) mod get;
pub(super) mod set;
