//! Pools of vouchers that campaigns give away.

pub(super) mod add;
pub(super) mod clear;
pub(super) mod create;
pub(super) mod list;
pub(super) mod remove;
