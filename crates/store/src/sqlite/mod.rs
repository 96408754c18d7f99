//! SQLite: the only code that knows the driver.

pub mod backup;
mod checkpoint;
mod connection;
mod hold;
pub mod integrity;
mod readers;
mod ready;
pub(crate) mod statements;
mod store;
pub(crate) mod value;
mod writer;

pub use store::Closing;
pub(crate) use store::Sqlite;
