//! The audit log: who of a brand looked at what is personal, and who changed how the brand works.
//!
//! A change is noted in its own transaction, so that none is without its entry. Looking is noted before what was looked for is given out, once an
//! hour for each member and customer: a log of every click would be read by nobody.
//!
//! Never: what was said, searched or known; the log tells that it was seen, not what it says.

mod list;
mod note;

pub(crate) use note::Deed;
