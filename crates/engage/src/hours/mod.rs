//! When a brand is open.

mod get;
mod set;
