//! Who is here now.

pub(super) mod get;
