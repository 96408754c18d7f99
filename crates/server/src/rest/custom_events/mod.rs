//! What customers do elsewhere.

pub(super) mod save;
