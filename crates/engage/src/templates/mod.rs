//! Message templates: kept, shown as they would go out, and sent.
//!
//! Never: a value that is read for blanks again, or that a member may not see.

mod check;
mod known;
mod list;
mod preview;
mod remove;
mod render;
mod save;
mod send;
