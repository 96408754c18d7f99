//! One transaction on PostgreSQL.
//!
//! `BEGIN` goes out together with the first statement, so that it costs no round trip. After a statement has failed, PostgreSQL
//! refuses all others and turns a `COMMIT` into a rollback without a word, so nothing is committed then.
//!
//! PostgreSQL limits each statement in time. What it can't is its own silence: when it stands still, or the network to it is cut
//! without a word, the connection is given up.

use std::time::Duration;

use deadpool_postgres::Object;
use futures_util::future::try_join;
use tokio::time::timeout;

use super::error::{Again, again, is_standby};
use super::statements::Statements;
use crate::Error;
use crate::row::{FromRow, Row};
use crate::value::Value;

/// PostgreSQL is silent when it does not answer for this long: longer than it gives a statement.
const SILENCE: Duration = Duration::from_secs(12);
/// Tables are changed by many statements at once, which may have much to do.
const MIGRATING: Duration = Duration::from_secs(300);
/// Undoing takes no time.
const UNDOING: Duration = Duration::from_secs(2);

pub(crate) struct Transaction {
    statements: Option<Statements>,
    /// What begins it, as long as nothing has been sent.
    begin: Option<&'static str>,
    /// What the first failed statement says of another try.
    failed: Option<Again>,
}

type Outcome<T> = Result<T, tokio_postgres::Error>;

impl Transaction {
    pub(super) const fn new(connection: Object, prepared: bool, begin: &'static str) -> Self {
        Self { statements: Some(Statements { connection, prepared }), begin: Some(begin), failed: None }
    }

    /// Runs `work` on the connection, behind what begins the transaction if it is the first.
    async fn run<T>(&mut self, work: impl AsyncFnOnce(&Statements) -> Outcome<T>) -> Result<T, Error> {
        self.run_within(SILENCE, work).await
    }

    async fn run_within<T>(
        &mut self,
        limit: Duration,
        work: impl AsyncFnOnce(&Statements) -> Outcome<T>,
    ) -> Result<T, Error> {
        if self.failed.is_some() {
            return Err(Error::Bug("a transaction went on after a statement that failed".to_owned()));
        }
        let Some(statements) = &self.statements else {
            return Err(Error::Bug("a transaction went on after its end".to_owned()));
        };
        let begin = self.begin.take();
        let answer = async {
            match begin {
                Some(begin) => try_join(statements.control(begin), work(statements)).await.map(|((), done)| done),
                None => work(statements).await,
            }
        };
        match timeout(limit, answer).await {
            Ok(Ok(done)) => Ok(done),
            Ok(Err(error)) => {
                self.failed = Some(again(&error));
                if is_standby(&error) {
                    self.give_up();
                }
                Err(error.into())
            }
            Err(_) => {
                self.failed = Some(Again::No);
                self.give_up();
                Err(silent())
            }
        }
    }

    /// Lets go of the connection, which must not serve anyone else.
    fn give_up(&mut self) {
        if let Some(statements) = self.statements.take() {
            drop(Object::take(statements.connection));
        }
    }

    pub(crate) async fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64, Error> {
        self.run(async |statements| statements.execute(sql, params).await).await
    }

    pub(crate) async fn execute_many<'v>(&mut self, sql: &str, rows: &[impl AsRef<[Value<'v>]>]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        self.run(async |statements| statements.execute_many(sql, rows).await).await
    }

    pub(crate) async fn fetch<T: FromRow>(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Vec<T>, Error> {
        let rows = self.run(async |statements| statements.fetch(sql, params).await).await?;
        rows.iter().map(|row| T::from_row(&Row::Postgres(row))).collect()
    }

    pub(crate) async fn fetch_once<T: FromRow>(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Vec<T>, Error> {
        let rows = self.run(async |statements| statements.fetch_once(sql, params).await).await?;
        rows.iter().map(|row| T::from_row(&Row::Postgres(row))).collect()
    }

    pub(crate) async fn fetch_optional<T: FromRow>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
    ) -> Result<Option<T>, Error> {
        let rows = self.run(async |statements| statements.fetch(sql, params).await).await?;
        rows.first().map(|row| T::from_row(&Row::Postgres(row))).transpose()
    }

    pub(crate) async fn fetch_many<T: FromRow, const N: usize>(
        &mut self,
        sql: &str,
        rows: &[[Value<'_>; N]],
    ) -> Result<Vec<Vec<T>>, Error> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.run(async |statements| statements.fetch_many(sql, rows).await).await?;
        found.iter().map(|rows| rows.iter().map(|row| T::from_row(&Row::Postgres(row))).collect()).collect()
    }

    pub(crate) async fn lock_many<const N: usize>(&mut self, sql: &str, rows: &[[Value<'_>; N]]) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let sql = format!("{sql} FOR UPDATE");
        self.run(async |statements| statements.execute_many(&sql, rows).await).await
    }

    pub(crate) async fn batch(&mut self, sql: &str) -> Result<(), Error> {
        self.run_within(MIGRATING, async |statements| statements.control(sql).await).await
    }

    /// What a failed statement says of another try, if one failed.
    pub(super) const fn failed(&self) -> Option<Again> {
        self.failed
    }

    /// Ends it; everything it wrote is on disk when this returns.
    pub(super) async fn commit(mut self) -> Result<(), (Again, Error)> {
        let Some(statements) = self.statements.take() else { return Ok(()) };
        if self.begin.is_some() {
            // Nothing was ever sent.
            return Ok(());
        }
        let (again, error) = match timeout(SILENCE, statements.control("COMMIT")).await {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(error)) => (again(&error), error.into()),
            Err(_) => (Again::No, silent()),
        };
        // Whether it is committed is not known when the connection broke: it must not be used again.
        drop(Object::take(statements.connection));
        Err((again, error))
    }

    /// Ends it; nothing of it remains.
    pub(super) async fn roll_back(mut self) {
        let Some(statements) = self.statements.take() else { return };
        if self.begin.is_none() && !matches!(timeout(UNDOING, statements.control("ROLLBACK")).await, Ok(Ok(()))) {
            drop(Object::take(statements.connection));
        }
    }
}

fn silent() -> Error {
    Error::Unavailable("PostgreSQL does not answer".to_owned())
}

impl Drop for Transaction {
    fn drop(&mut self) {
        // Neither committed nor rolled back.
        self.give_up();
    }
}
