//! Pages for people who build on the API: its reference, and what each error means. Made on the server from the same tables and
//! documents that programs use; no scripts.

pub(crate) mod api;
pub(crate) mod errors;
mod page;
mod schema;
