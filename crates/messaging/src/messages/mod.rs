//! Messages: sending them and reading the log.

mod history;
mod page;
pub(crate) mod send;
