//! Read-only connections. Each read runs on a thread for blocking work, in a transaction that sees one moment of the store.
//!
//! Never: a write, a connection shared by two reads, more reads at once than connections.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::Semaphore;

use super::connection::{open_reader, rollback};
use super::ready::poll_once;
use crate::{Error, Tx};

/// The pool.
#[derive(Clone)]
pub(crate) struct Readers {
    pool: Arc<Pool>,
}

struct Pool {
    idle: Mutex<Vec<Connection>>,
    /// As many permits as connections, so whoever has a permit finds one.
    permits: Arc<Semaphore>,
}

impl Pool {
    fn take(&self) -> Option<Connection> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    fn give_back(&self, connection: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

impl Readers {
    /// Opens `count` connections.
    pub(crate) fn open(path: &Path, count: usize) -> Result<Self, Error> {
        let idle = (0..count.max(1)).map(|_| open_reader(path)).collect::<Result<Vec<_>, _>>()?;
        let permits = Arc::new(Semaphore::new(idle.len()));
        Ok(Self { pool: Arc::new(Pool { idle: Mutex::new(idle), permits }) })
    }

    /// Waits for a connection and runs the query on it.
    pub(crate) async fn run<F, T, E>(&self, query: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let closed = || E::from(Error::Unavailable("the readers are closed".to_owned()));
        let permit = Arc::clone(&self.pool.permits).acquire_owned().await.map_err(|_| closed())?;
        let pool = Arc::clone(&self.pool);
        let task = tokio::task::spawn_blocking(move || {
            let Some(mut connection) = pool.take() else { return Err(closed()) };
            let outcome = in_view(&mut connection, query);
            pool.give_back(connection);
            drop(permit);
            outcome
        });
        task.await.unwrap_or_else(|error| Err(Error::Bug(format!("a read panicked: {error}")).into()))
    }
}

/// Runs a query in a deferred transaction: the first statement fixes the view for all of them.
fn in_view<F, T, E>(connection: &mut Connection, query: F) -> Result<T, E>
where
    F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E>,
    E: From<Error>,
{
    let control = |connection: &Connection, sql| -> Result<(), Error> {
        connection.prepare_cached(sql)?.raw_execute()?;
        Ok(())
    };
    control(connection, "BEGIN DEFERRED")?;
    let outcome = match poll_once(async { query(&mut Tx::on_sqlite(connection)).await }) {
        Ok(outcome) => outcome,
        Err(waited) => Err(waited.into()),
    };
    if control(connection, "COMMIT").is_err() {
        rollback(connection);
    }
    outcome
}
