//! The inbox: a brand's tickets, listed, counted, changed together.

mod attend;
mod change;
mod count;
mod labels;
mod list;
