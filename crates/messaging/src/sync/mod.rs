//! Sync: snapshots, the entries after a cursor, and waiting for them.

pub(crate) mod check;
pub(crate) mod entries;
mod poll;
mod snapshot;
