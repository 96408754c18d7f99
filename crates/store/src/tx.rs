//! A transaction as the queries see it: execute and fetch, nothing about any driver.
//!
//! The functions are `async` so that the same query text and the same calling code serve a database behind a socket. On SQLite they
//! are ready at once; see [`crate::sqlite::ready`].

use crate::Error;
use crate::value::{FromRow, Row, Value};

/// A transaction in progress. It ends with the closure that received it: commit on `Ok`, nothing remains on `Err`.
pub struct Tx<'c> {
    // A mutable borrow keeps futures that hold a `Tx` movable between threads.
    connection: &'c mut rusqlite::Connection,
}

impl<'c> Tx<'c> {
    pub(crate) fn new(connection: &'c mut rusqlite::Connection) -> Self {
        Self { connection }
    }

    /// Runs a statement; returns how many rows it changed.
    pub(crate) async fn execute(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<u64, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, sql, params)?;
        Ok(statement.raw_execute()? as u64)
    }

    /// All rows of a query.
    pub(crate) async fn fetch<T: FromRow>(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<Vec<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, sql, params)?;
        let mut rows = statement.raw_query();
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(T::from_row(&Row(row))?);
        }
        Ok(all)
    }

    /// The first row of a query, if any.
    pub(crate) async fn fetch_optional<T: FromRow>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
    ) -> Result<Option<T>, Error> {
        let mut statement = self.connection.prepare_cached(sql)?;
        bind(&mut statement, sql, params)?;
        let mut rows = statement.raw_query();
        rows.next()?.map(|row| T::from_row(&Row(row))).transpose()
    }

    /// The one row of a query that always has one.
    pub(crate) async fn fetch_one<T: FromRow>(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<T, Error> {
        self.fetch_optional(sql, params).await?.ok_or_else(|| Error::Bug(format!("no row from {sql}")))
    }

    /// Runs several statements without parameters: migrations only.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<(), Error> {
        Ok(self.connection.execute_batch(sql)?)
    }
}

/// Binds `$1`, `$2`… SQLite numbers named parameters by first appearance, so a statement must name them in order; that is checked
/// where tests run.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, sql: &str, params: &[Value<'_>]) -> Result<(), Error> {
    if cfg!(debug_assertions) {
        let in_order = statement.parameter_count() == params.len()
            && (1..=params.len()).all(|index| statement.parameter_name(index) == Some(format!("${index}").as_str()));
        if !in_order {
            return Err(Error::Bug(format!("parameters are not named $1, $2… in order: {sql}")));
        }
    }
    for (index, value) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}
