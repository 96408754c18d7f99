//! Replies that wait for their moment.

pub(super) mod cancel;
pub(super) mod change;
pub(super) mod list;
pub(super) mod schedule;
pub(super) mod send;
