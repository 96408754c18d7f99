//! Rules: what a brand has done by itself. Kept here, in an order; run by [`runner`]; tried on the past by [`backtest`].

mod backtest;
mod changed;
mod check;
mod create;
mod list;
mod order;
mod remove;
mod replace;
mod runner;
mod runs;

pub(crate) use changed::attributes_changed;
