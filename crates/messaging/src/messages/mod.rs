//! Messages: sending them and reading the log.

mod history;
pub(crate) mod send;
