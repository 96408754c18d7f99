//! A transaction as the queries see it: execute and fetch, nothing about any driver.
//!
//! The functions are `async` so that the same query text and the same calling code serve both databases. On SQLite they are
//! ready at once (see [`crate::sqlite::ready`]); on PostgreSQL the functions for many rows send them all before they wait, so
//! that they take one round trip and not one for each row.

use subrosa_proto::{AccountId, ConversationId};

use crate::postgres::transaction::Transaction;
use crate::row::FromRow;
use crate::sqlite::statements;
use crate::tables::contact_changes::{self, Gathered, What};
use crate::value::Value;
use crate::{Error, migrations};

/// A transaction in progress. It ends with the closure that received it: commit on `Ok`, nothing remains on `Err`.
pub struct Tx<'c> {
    driver: Driver<'c>,
    /// The contacts that were changed so far.
    changed: Gathered,
}

enum Driver<'c> {
    // A mutable borrow keeps futures that hold a `Tx` movable between threads.
    Sqlite(&'c mut rusqlite::Connection),
    Postgres(&'c mut Transaction),
}

impl<'c> Tx<'c> {
    pub(crate) fn on_sqlite(connection: &'c mut rusqlite::Connection) -> Self {
        Self { driver: Driver::Sqlite(connection), changed: Gathered::default() }
    }

    pub(crate) fn on_postgres(transaction: &'c mut Transaction) -> Self {
        Self { driver: Driver::Postgres(transaction), changed: Gathered::default() }
    }

    /// Notes that something of a contact was changed.
    pub(crate) fn note_contact(&mut self, brand: AccountId, contact: ConversationId, what: What) {
        self.changed.note(brand, contact, what);
    }

    /// Notes it of the contacts that a statement returns.
    pub(crate) fn note_contacts(&mut self, contacts: &[(AccountId, ConversationId)], what: What) {
        for (brand, contact) in contacts {
            self.note_contact(*brand, *contact, what);
        }
    }

    /// Writes down what was noted: the last act of a transaction that is to be committed.
    pub(crate) async fn finish(&mut self) -> Result<(), Error> {
        let changed = std::mem::take(&mut self.changed);
        contact_changes::write(self, changed).await
    }

    /// Whether this is PostgreSQL: for the few queries with two texts, in [`crate::index`].
    pub(crate) const fn is_postgres(&self) -> bool {
        matches!(self.driver, Driver::Postgres(_))
    }

    /// Runs a statement; returns how many rows it changed.
    pub(crate) async fn execute(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<u64, Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::execute(connection, sql, params),
            Driver::Postgres(transaction) => transaction.execute(sql, params).await,
        }
    }

    /// Runs a statement once for each row of parameters, in their order.
    pub(crate) async fn execute_many<'v>(
        &mut self,
        sql: &'static str,
        rows: &[impl AsRef<[Value<'v>]>],
    ) -> Result<(), Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::execute_many(connection, sql, rows),
            Driver::Postgres(transaction) => transaction.execute_many(sql, rows).await,
        }
    }

    /// All rows of a query.
    pub(crate) async fn fetch<T: FromRow>(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<Vec<T>, Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::fetch(connection, sql, params),
            Driver::Postgres(transaction) => transaction.fetch(sql, params).await,
        }
    }

    /// All rows of a query that was put together from pieces, as only [`crate::filter`] does: there are many, so PostgreSQL keeps
    /// none of them prepared.
    pub(crate) async fn fetch_made<T: FromRow>(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Vec<T>, Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::fetch(connection, sql, params),
            Driver::Postgres(transaction) => transaction.fetch_once(sql, params).await,
        }
    }

    /// All rows of a query for each row of parameters, in their order.
    pub(crate) async fn fetch_many<T: FromRow, const N: usize>(
        &mut self,
        sql: &'static str,
        rows: &[[Value<'_>; N]],
    ) -> Result<Vec<Vec<T>>, Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::fetch_many(connection, sql, rows),
            Driver::Postgres(transaction) => transaction.fetch_many(sql, rows).await,
        }
    }

    /// The first row of a query, if any.
    pub(crate) async fn fetch_optional<T: FromRow>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
    ) -> Result<Option<T>, Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::fetch_optional(connection, sql, params),
            Driver::Postgres(transaction) => transaction.fetch_optional(sql, params).await,
        }
    }

    /// The first row of a query that no other transaction holds, and holds it until the transaction ends. On SQLite there is one
    /// writer, so no row is held by another.
    pub(crate) async fn fetch_free<T: FromRow>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
    ) -> Result<Option<T>, Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::fetch_optional(connection, sql, params),
            Driver::Postgres(transaction) => {
                transaction.fetch_optional(&format!("{sql} FOR UPDATE SKIP LOCKED"), params).await
            }
        }
    }

    /// All rows of a query that no other transaction holds, and holds them likewise.
    pub(crate) async fn fetch_all_free<T: FromRow>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
    ) -> Result<Vec<T>, Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => statements::fetch(connection, sql, params),
            Driver::Postgres(transaction) => transaction.fetch(&format!("{sql} FOR UPDATE SKIP LOCKED"), params).await,
        }
    }

    /// The one row of a query that always has one.
    pub(crate) async fn fetch_one<T: FromRow>(&mut self, sql: &'static str, params: &[Value<'_>]) -> Result<T, Error> {
        self.fetch_optional(sql, params).await?.ok_or_else(|| Error::Bug(format!("no row from {sql}")))
    }

    /// Locks the row that a query selects for each row of parameters, in their order, until the transaction ends. On SQLite there
    /// is one writer, so everything is locked already.
    pub(crate) async fn lock_many<const N: usize>(
        &mut self,
        sql: &'static str,
        rows: &[[Value<'_>; N]],
    ) -> Result<(), Error> {
        match &mut self.driver {
            Driver::Sqlite(_) => Ok(()),
            Driver::Postgres(transaction) => transaction.lock_many(sql, rows).await,
        }
    }

    /// Runs several statements without parameters, with the dialect's words for what stands in braces: migrations only.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<(), Error> {
        match &mut self.driver {
            Driver::Sqlite(connection) => Ok(connection.execute_batch(&migrations::for_sqlite(sql))?),
            Driver::Postgres(transaction) => transaction.batch(&migrations::for_postgres(sql)).await,
        }
    }
}
