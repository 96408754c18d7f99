//! The orders of a brand's customers.

pub(super) mod save;
