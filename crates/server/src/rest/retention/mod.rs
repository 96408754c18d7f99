//! For how long a brand keeps what was said with its customers.

pub(super) mod get;
pub(super) mod preview;
pub(super) mod set;
pub(super) mod told;
