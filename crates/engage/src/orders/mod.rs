//! Orders: told by the shop, linked to contacts, verified with customers without showing anything before.

mod attempts;
pub(crate) mod check;
pub(crate) mod facts;
mod list;
pub(crate) mod page;
mod prove;
pub(crate) mod save;
mod spoken;
pub(crate) mod touched;
mod verify;

pub(crate) use spoken::spoken;
