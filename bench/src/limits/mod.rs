//! What limits the product, measured in the same run: the disk, the store without anything around it, a bare socket.

pub mod echo;
pub mod fsync;
pub mod group_commit;
