//! What a brand writes about, for those who agree to it.
//!
//! Never: removed, because consents name them for good; a topic that is of no use any more is archived.

mod list;
mod save;
