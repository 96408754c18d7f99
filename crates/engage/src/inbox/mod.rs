//! The inbox: a brand's tickets, listed, counted, changed together.

mod change;
mod count;
mod labels;
mod list;
