//! What limits the product, measured in the same run: the disk, the store without anything around it, a bare socket.

pub(crate) mod echo;
pub(crate) mod fsync;
pub(crate) mod group_commit;
pub(crate) mod tracking;
