//! SQLite: the only code that knows the driver.

pub mod backup;
pub(crate) mod checkpoint;
pub(crate) mod connection;
pub mod integrity;
pub(crate) mod readers;
pub(crate) mod ready;
pub(crate) mod writer;
