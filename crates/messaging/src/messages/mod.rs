//! Messages: sending them and reading the log.

mod history;
mod page;
pub(crate) mod send;
pub(crate) mod template;
