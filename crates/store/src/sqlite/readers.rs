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
        match task.await {
            Ok(outcome) => outcome,
            // Only a runtime that is being shut down cancels a read. It drops whoever waits here too, and there is no one left to answer.
            Err(error) if error.is_cancelled() => std::future::pending().await,
            Err(error) => Err(Error::Bug(format!("a read panicked: {error}")).into()),
        }
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

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::task::{Context, Waker};

    use subrosa_proto::sync::Epoch;

    use super::*;
    use crate::{Db, Folder, Options};

    /// Regression: a task that read while its process ended told the operator, now and then, that the store had failed.
    #[test]
    fn a_read_of_a_runtime_that_ends_has_no_outcome() {
        let scratch = tempfile::tempdir().expect("a folder");
        let folder = Folder::open(scratch.path()).expect("a fresh folder");
        drop(Db::open(folder, Epoch(7), &Options::default()).expect("opens"));
        let readers = Readers::open(&scratch.path().join("subrosa.db"), 1).expect("opens");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let handle = runtime.handle().clone();
        runtime.shutdown_background();
        let _within = handle.enter();
        let read = pin!(readers.run(async |_: &mut Tx<'_>| Ok::<_, Error>(())));
        assert!(
            read.poll(&mut Context::from_waker(Waker::noop())).is_pending(),
            "no one is told that the store failed"
        );
    }
}
