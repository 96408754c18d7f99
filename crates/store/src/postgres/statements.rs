//! Statements on one PostgreSQL connection.

use deadpool_postgres::Object;
use futures_util::future::try_join_all;
use tokio_postgres::Error;
use tokio_postgres::types::{ToSql, Type};

use crate::value::Value;

/// A connection, and how statements are run on it.
pub(super) struct Statements {
    pub(super) connection: Object,
    /// Whether statements are prepared once for each connection. Not behind a pool that hands out another connection for each
    /// transaction.
    pub(super) prepared: bool,
}

fn plain<'v>(params: &'v [Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    params.iter().map(|value| -> &(dyn ToSql + Sync) { value }).collect()
}

fn typed<'v>(params: &'v [Value<'_>]) -> Vec<(&'v (dyn ToSql + Sync), Type)> {
    params.iter().map(|value| -> (&(dyn ToSql + Sync), Type) { (value, value.kind()) }).collect()
}

impl Statements {
    /// Runs text without parameters, several statements if need be.
    pub(super) async fn control(&self, sql: &str) -> Result<(), Error> {
        self.connection.batch_execute(sql).await
    }

    pub(super) async fn execute(&self, sql: &str, params: &[Value<'_>]) -> Result<u64, Error> {
        if self.prepared {
            let statement = self.connection.prepare_cached(sql).await?;
            self.connection.execute(&statement, &plain(params)).await
        } else {
            self.connection.execute_typed(sql, &typed(params)).await
        }
    }

    pub(super) async fn fetch(&self, sql: &str, params: &[Value<'_>]) -> Result<Vec<tokio_postgres::Row>, Error> {
        if self.prepared {
            let statement = self.connection.prepare_cached(sql).await?;
            self.connection.query(&statement, &plain(params)).await
        } else {
            self.connection.query_typed(sql, &typed(params)).await
        }
    }

    /// The rows of a query that is not kept prepared.
    pub(super) async fn fetch_once(&self, sql: &str, params: &[Value<'_>]) -> Result<Vec<tokio_postgres::Row>, Error> {
        self.connection.query_typed(sql, &typed(params)).await
    }

    /// Runs a statement for each row of parameters: all are sent before the first is waited for.
    pub(super) async fn execute_many<'v>(&self, sql: &str, rows: &[impl AsRef<[Value<'v>]>]) -> Result<(), Error> {
        if self.prepared {
            // Otherwise each of them would prepare it.
            self.connection.prepare_cached(sql).await?;
        }
        try_join_all(rows.iter().map(|params| self.execute(sql, params.as_ref()))).await?;
        Ok(())
    }

    /// The rows for each row of parameters: all are asked for before the first is waited for.
    pub(super) async fn fetch_many<const N: usize>(
        &self,
        sql: &str,
        rows: &[[Value<'_>; N]],
    ) -> Result<Vec<Vec<tokio_postgres::Row>>, Error> {
        if self.prepared {
            self.connection.prepare_cached(sql).await?;
        }
        try_join_all(rows.iter().map(|params| self.fetch(sql, params))).await
    }
}
