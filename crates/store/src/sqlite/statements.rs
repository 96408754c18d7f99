//! Statements on one SQLite connection. Everything is ready at once.

use rusqlite::{CachedStatement, Connection};

use crate::Error;
use crate::row::{FromRow, Row};
use crate::value::Value;

/// Runs a statement; returns how many rows it changed.
pub(crate) fn execute(connection: &Connection, sql: &str, params: &[Value<'_>]) -> Result<u64, Error> {
    let mut statement = prepare(connection, sql)?;
    bind(&mut statement, sql, params)?;
    Ok(statement.raw_execute()? as u64)
}

/// Runs a statement once for each row of parameters.
pub(crate) fn execute_many<'v>(
    connection: &Connection,
    sql: &str,
    rows: &[impl AsRef<[Value<'v>]>],
) -> Result<(), Error> {
    let mut statement = prepare(connection, sql)?;
    for params in rows {
        bind(&mut statement, sql, params.as_ref())?;
        statement.raw_execute()?;
    }
    Ok(())
}

/// All rows of a query.
pub(crate) fn fetch<T: FromRow>(connection: &Connection, sql: &str, params: &[Value<'_>]) -> Result<Vec<T>, Error> {
    all(&mut prepare(connection, sql)?, sql, params)
}

/// All rows of a query for each row of parameters.
pub(crate) fn fetch_many<T: FromRow, const N: usize>(
    connection: &Connection,
    sql: &str,
    rows: &[[Value<'_>; N]],
) -> Result<Vec<Vec<T>>, Error> {
    let mut statement = prepare(connection, sql)?;
    rows.iter().map(|params| all(&mut statement, sql, params)).collect()
}

fn all<T: FromRow>(statement: &mut CachedStatement<'_>, sql: &str, params: &[Value<'_>]) -> Result<Vec<T>, Error> {
    bind(statement, sql, params)?;
    let mut rows = statement.raw_query();
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(T::from_row(&Row::Sqlite(row))?);
    }
    Ok(all)
}

/// The first row of a query, if any.
pub(crate) fn fetch_optional<T: FromRow>(
    connection: &Connection,
    sql: &str,
    params: &[Value<'_>],
) -> Result<Option<T>, Error> {
    let mut statement = prepare(connection, sql)?;
    bind(&mut statement, sql, params)?;
    let mut rows = statement.raw_query();
    rows.next()?.map(|row| T::from_row(&Row::Sqlite(row))).transpose()
}

fn prepare<'c>(connection: &'c Connection, sql: &str) -> Result<CachedStatement<'c>, Error> {
    Ok(connection.prepare_cached(sql)?)
}

/// Binds `$1`, `$2`… SQLite numbers named parameters by first appearance, so a statement must name them in order; that is
/// checked where tests run.
fn bind(statement: &mut CachedStatement<'_>, sql: &str, params: &[Value<'_>]) -> Result<(), Error> {
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
