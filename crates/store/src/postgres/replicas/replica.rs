//! One replica: a standby of the store's database. Each question is one short transaction that first shows whom it asks.
//!
//! Never: an answer of a server that takes writes, or of another store; a wait without a limit.

use std::time::Duration;

use deadpool_postgres::{Pool, PoolError, TimeoutType};
use subrosa_proto::event::Event;
use subrosa_proto::sync::Epoch;
use tokio::time::timeout;

use super::super::transaction::Transaction;
use super::super::{PostgresOptions, connect, sessions};
use crate::history::{Held, Span};
use crate::{Error, Fallback, Tx, events, meta};

/// How long it may take to be connected…
const CONNECTING: Duration = Duration::from_millis(500);
/// …and to have a page, that included.
const ANSWERING: Duration = Duration::from_secs(1);
/// What it does for nobody any more ends soon.
const PAGE: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '2s'; \
     SET LOCAL idle_in_transaction_session_timeout = '2s'";
/// In the same view as the page: a standby may be promoted at any time, and keeps its connections.
const WHO: &str = "SELECT pg_is_in_recovery(), value FROM meta WHERE key = $1";

pub(super) struct Replica {
    pool: Pool,
    prepared: bool,
    /// Where it is, for people.
    pub(super) place: String,
    /// The life of the store that it must be of.
    epoch: Epoch,
}

impl Replica {
    /// One that is connected to when it is first asked.
    pub(super) fn new(url: &str, options: &PostgresOptions, epoch: Epoch) -> Result<Self, Error> {
        let (pool, place) = connect::replica_pool(url, options, sessions::SERVING, CONNECTING)?;
        Ok(Self { pool, prepared: options.prepared_statements, place, epoch })
    }

    /// The events of a span, if it has all of them.
    pub(super) async fn read(&self, span: &Span) -> Result<Vec<Event>, Fallback> {
        within(async {
            let mut transaction = self.begin().await?;
            let mut tx = Tx::on_postgres(&mut transaction);
            let read = events::between(&mut tx, span.conversation, span.lowest, span.newest);
            let events = read.await?;
            transaction.commit().await.map_err(|(_, error)| Fallback::from(error))?;
            match span.held(&events) {
                Held::Whole => Ok(events),
                Held::Part => Err(Fallback::Behind),
                Held::Another => Err(Fallback::Another),
            }
        })
        .await
    }

    /// Whether it can be used.
    pub(super) async fn probe(&self) -> Result<(), Fallback> {
        within(async { self.begin().await?.commit().await.map_err(|(_, error)| Fallback::from(error)) }).await
    }

    /// A transaction on a standby of this store.
    async fn begin(&self) -> Result<Transaction, Fallback> {
        let pool = self.pool.status();
        if pool.waiting >= pool.max_size {
            // The primary's queue is bounded, and this would be one more.
            return Err(Fallback::Busy);
        }
        let connection = self.pool.get().await.map_err(|error| match error {
            PoolError::Timeout(TimeoutType::Wait) => Fallback::Busy,
            PoolError::Timeout(_) => Fallback::Slow,
            _ => Fallback::Unreachable,
        })?;
        let mut transaction = Transaction::new(connection, self.prepared, PAGE);
        match transaction.fetch_optional::<(bool, String)>(WHO, &[meta::EPOCH.into()]).await {
            Ok(Some((true, epoch))) if meta::epoch_from(&epoch) == Some(self.epoch) => Ok(transaction),
            // It may have no such table.
            Ok(_) | Err(Error::Bug(_)) => Err(Fallback::Another),
            Err(error) => Err(error.into()),
        }
    }
}

/// What a transaction that is given up leaves behind is its connection's end, so it can be given up at any time.
async fn within<T>(work: impl Future<Output = Result<T, Fallback>>) -> Result<T, Fallback> {
    timeout(ANSWERING, work).await.unwrap_or(Err(Fallback::Slow))
}

impl From<Error> for Fallback {
    fn from(error: Error) -> Self {
        match error {
            Error::Unavailable(_) => Self::Unreachable,
            _ => Self::Failed,
        }
    }
}
