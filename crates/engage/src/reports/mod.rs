//! Reports: what a brand's work of some days amounts to. They read the sums that were kept as it happened, and never a message; what
//! each figure counts stands in `docs/brands/reports.md`.

mod bot;
mod channels;
mod days;
mod durations;
mod export;
mod labels;
mod levels;
mod members;
mod overview;
mod satisfaction;
mod tickets;
mod week;

pub use export::Csv;
