//! Orders: told by the shop, linked to contacts, verified with customers without showing anything before.

mod attempts;
mod check;
mod facts;
mod list;
pub(crate) mod page;
mod prove;
mod save;
mod verify;
