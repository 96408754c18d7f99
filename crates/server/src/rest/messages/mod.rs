//! Messages: sending one, reading the log they stand in.

pub(super) mod read;
pub(super) mod send;
