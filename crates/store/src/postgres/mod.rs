//! PostgreSQL: the only code that knows the driver.
//!
//! Commands run concurrently, each in a transaction of its own on a pooled connection, on threads of the store's own: what runs
//! there need not be movable between threads, and goes on when its caller has gone away, as on SQLite. Transactions that stood in
//! each other's way are run again.
//!
//! Never: an answer before the commit, an unbounded queue, a transaction without a limit in time.

mod connect;
mod contents;
mod error;
mod hosts;
mod replicas;
mod sessions;
mod statements;
pub(crate) mod transaction;
pub(crate) mod value;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use deadpool_postgres::Pool;
use futures_util::FutureExt;
use subrosa_proto::sync::Epoch;
use tokio::sync::Semaphore;
use tokio_util::task::LocalPoolHandle;

pub use connect::PostgresOptions;
pub use contents::{PostgresContents, postgres_contents};
pub(crate) use replicas::Replicas;
pub use replicas::{PostgresReplica, ReplicaStanding, postgres_replicas};

use crate::options::OnCommit;
use crate::{Commit, Error, Options, Purpose, Tx};
use error::Again;
use transaction::Transaction;

/// A transaction that waits for a lock, or whose node is held up, must not hold up others for long.
const WRITE: &str = "BEGIN; SET LOCAL lock_timeout = '5s'; SET LOCAL statement_timeout = '10s'; \
     SET LOCAL idle_in_transaction_session_timeout = '10s'";
/// One view for all statements.
const READ: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '10s'; \
     SET LOCAL idle_in_transaction_session_timeout = '10s'";
/// Times a transaction is run before its caller is told to try again.
const TRIES: u32 = 8;
/// After this long it is not run again.
const TRYING: Duration = Duration::from_secs(10);
/// Threads that run transactions. They mostly wait.
const THREADS: usize = 2;

/// An open store on PostgreSQL. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
    prepared: bool,
    threads: LocalPoolHandle,
    /// Commands that may run or wait.
    places: Arc<Semaphore>,
    most: usize,
    /// Waits before another try so far.
    pauses: Arc<AtomicU64>,
    on_commit: OnCommit,
}

impl Postgres {
    /// A store that connects when it is first used.
    pub(crate) fn open(postgres: &PostgresOptions, options: &Options) -> Result<Self, Error> {
        let name = if options.purpose == Purpose::Copy { sessions::COPYING } else { sessions::SERVING };
        let pool = connect::pool(postgres, name)?;
        let most = options.queue;
        Ok(Self {
            pool,
            prepared: postgres.prepared_statements,
            threads: LocalPoolHandle::new(THREADS),
            places: Arc::new(Semaphore::new(most)),
            most,
            pauses: Arc::default(),
            on_commit: options.on_commit.clone(),
        })
    }

    /// The replicas of the store, whose epoch this is, if it has any.
    pub(crate) fn replicas(
        &self,
        postgres: &PostgresOptions,
        options: &Options,
        epoch: Epoch,
    ) -> Result<Option<Replicas>, Error> {
        Replicas::open(postgres, options, epoch, self.threads.clone())
    }

    /// Commands that run or wait now.
    pub(crate) fn queued(&self) -> usize {
        self.most - self.places.available_permits()
    }

    /// Whether other processes use the database.
    pub(crate) async fn is_served(&self) -> Result<bool, Error> {
        sessions::others(&self.pool).await
    }

    pub(crate) async fn write<F, T, E>(&self, command: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.run(WRITE, command).await
    }

    pub(crate) async fn read<F, T, E>(&self, query: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        self.run(READ, query).await
    }

    async fn run<F, T, E>(&self, begin: &'static str, command: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Clone + Send + 'static,
        T: Send + 'static,
        E: From<Error> + Send + 'static,
    {
        let full = |_| Error::Unavailable("too many commands wait for the database".to_owned());
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(full)?;
        let store = self.clone();
        let task = self.threads.spawn_pinned(move || async move {
            let _place = place;
            store.tries(begin, command).await
        });
        task.await.unwrap_or_else(|error| Err(Error::Bug(format!("a transaction ended early: {error}")).into()))
    }

    /// Runs a command until it is committed, or fails for good.
    async fn tries<F, T, E>(&self, begin: &'static str, command: F) -> Result<T, E>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E> + Clone,
        E: From<Error>,
    {
        let mut conflicts = 0;
        let mut tried = 0;
        let begun = Instant::now();
        loop {
            let (again, error) = match self.once(begin, command.clone()).await {
                Ok(value) => return Ok(value),
                Err(failure) => failure,
            };
            tried += 1;
            let again = match again {
                Again::Yes => tried < TRIES && begun.elapsed() < TRYING,
                Again::Once => {
                    conflicts += 1;
                    conflicts < 2
                }
                Again::No => false,
            };
            if !again {
                return Err(error);
            }
            tokio::time::sleep(self.pause(tried)).await;
        }
    }

    /// How long to wait before the next try: twice as long each time, and no two alike that began together, so that those who stood
    /// in each other's way do not do it again.
    fn pause(&self, tried: u32) -> Duration {
        let turn = self.pauses.fetch_add(1, Ordering::Relaxed) % 16;
        Duration::from_millis((turn + 1) << tried.min(6))
    }

    async fn once<F, T, E>(&self, begin: &'static str, command: F) -> Result<T, (Again, E)>
    where
        F: AsyncFnOnce(&mut Tx<'_>) -> Result<T, E>,
        E: From<Error>,
    {
        let connection = self.pool.get().await;
        let connection = connection.map_err(|error| (Again::No, Error::from(error).into()))?;
        let begun = Instant::now();
        let mut transaction = Transaction::new(connection, self.prepared, begin);
        let run = AssertUnwindSafe(async {
            let mut tx = Tx::on_postgres(&mut transaction);
            let outcome = command(&mut tx).await?;
            tx.finish().await?;
            Ok(outcome)
        });
        let outcome = match run.catch_unwind().await {
            Ok(outcome) => outcome,
            Err(_) => Err(Error::Bug("a command panicked".to_owned()).into()),
        };
        let outcome = match (outcome, transaction.failed()) {
            (Ok(value), None) => match transaction.commit().await {
                Ok(()) => Ok(value),
                Err((again, error)) => Err((again, error.into())),
            },
            (Ok(_), Some(_)) => {
                transaction.roll_back().await;
                Err((Again::No, Error::Bug("a command passed over a statement that failed".to_owned()).into()))
            }
            (Err(error), failed) => {
                transaction.roll_back().await;
                Err((failed.unwrap_or(Again::No), error))
            }
        };
        if begin == WRITE
            && let Some(on_commit) = &self.on_commit
        {
            on_commit(Commit { commands: 1, took: begun.elapsed(), ok: outcome.is_ok() });
        }
        outcome
    }
}
