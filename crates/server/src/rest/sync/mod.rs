//! Sync without a socket: where to begin, what changed since, how far it is stored.

pub(super) mod ack;
pub(super) mod poll;
pub(super) mod snapshot;
