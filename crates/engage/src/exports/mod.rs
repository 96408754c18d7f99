//! Tables that a brand takes out, a page at a time: what was brought in or came by itself goes out again, and comes in again as it was.

mod contacts;
mod export;
mod orders;

pub use export::Export;
