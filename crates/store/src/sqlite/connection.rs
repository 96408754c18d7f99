//! Opens connections with the settings that durability and speed rest on.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::ready::poll_once;
use crate::{Error, Tx};

/// Marks our files (`PRAGMA application_id`): "Subr".
pub(crate) const APPLICATION_ID: i64 = 0x5375_6272;
const STATEMENTS: usize = 256;

/// The connection of the one writer. `synchronous=FULL` fsyncs the log at every commit: acknowledged means on disk.
pub(crate) fn open_writer(path: &Path) -> Result<Connection, Error> {
    let connection = Connection::open(path)?;
    refuse_foreign(&connection)?;
    keep_plans(&connection)?;
    if application_id(&connection)? != APPLICATION_ID {
        // Only a new file gets it: saying it again would write to the file, also to one that is refused afterwards.
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    }
    connection.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA busy_timeout = 10000;
         PRAGMA cache_size = -65536;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

/// A connection that can only read. It sees each commit whole or not at all.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI,
    )?;
    keep_plans(&connection)?;
    connection.execute_batch(
        "PRAGMA query_only = TRUE;
         PRAGMA busy_timeout = 10000;
         PRAGMA cache_size = -8192;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(connection)
}

/// Statements are prepared once. Without the second line SQLite looks at what is bound to `LIMIT $2`, or compared with the condition of a
/// partial index, and prepares such a statement anew at each binding: a fourteenth of what a bot's step took.
fn keep_plans(connection: &Connection) -> Result<(), Error> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// A file that is a database, but not ours, is left alone.
pub(crate) fn refuse_foreign(connection: &Connection) -> Result<(), Error> {
    let id = application_id(connection)?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if id == APPLICATION_ID || (id == 0 && tables == 0) {
        return Ok(());
    }
    Err(Error::Corrupt("the file is a database of another program".to_owned()))
}

fn application_id(connection: &Connection) -> Result<i64, Error> {
    Ok(connection.pragma_query_value(None, "application_id", |row| row.get(0))?)
}

/// Runs a closure in a transaction of its own, on this thread.
pub(crate) fn in_transaction<F, T>(connection: &mut Connection, work: F) -> Result<T, Error>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, Error>,
{
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let outcome = poll_once(async { work(&mut Tx::on_sqlite(connection)).await }).and_then(|result| result);
    match outcome {
        Ok(value) => match connection.execute_batch("COMMIT") {
            Ok(()) => Ok(value),
            Err(error) => {
                rollback(connection);
                Err(error.into())
            }
        },
        Err(error) => {
            rollback(connection);
            Err(error)
        }
    }
}

/// Ends a failed transaction. SQLite ends it by itself after some errors, so a second failure here means nothing.
pub(crate) fn rollback(connection: &Connection) {
    if let Err(error) = connection.execute_batch("ROLLBACK") {
        tracing::debug!(%error, "nothing to roll back");
    }
}
