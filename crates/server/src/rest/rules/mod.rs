//! Rules: what a brand has done by itself.

pub(super) mod backtest;
pub(super) mod create;
pub(super) mod list;
pub(super) mod order;
pub(super) mod remove;
pub(super) mod replace;
pub(super) mod runs;
