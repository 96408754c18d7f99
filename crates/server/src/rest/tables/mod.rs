//! Tables of orders and customers that a brand brings in and takes out.

pub(super) mod export;
pub(super) mod import;
pub(super) mod look;
pub(super) mod piece;
