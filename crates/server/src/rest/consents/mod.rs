//! What a customer has agreed to, for those who act for the brand.

pub(super) mod list;
pub(super) mod record;
