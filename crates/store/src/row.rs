//! Rows of results, the same for every database.

use crate::Error;
use crate::postgres::value as postgres;
use crate::sqlite::value as sqlite;
use crate::value::FromColumn;

/// One row of a result.
pub(crate) enum Row<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r tokio_postgres::Row),
}

impl Row<'_> {
    /// How many columns it has.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Sqlite(row) => row.as_ref().column_count(),
            Self::Postgres(row) => row.len(),
        }
    }

    /// The column at `index`, from 0.
    pub(crate) fn get<T: FromColumn>(&self, index: usize) -> Result<T, Error> {
        let cell = match self {
            Self::Sqlite(row) => sqlite::cell(row, index)?,
            Self::Postgres(row) => postgres::cell(row, index)?,
        };
        T::from_cell(cell).ok_or_else(|| Error::Corrupt(format!("column {index} holds {}", cell.kind())))
    }
}

/// A type that a whole row makes.
pub(crate) trait FromRow: Sized {
    fn from_row(row: &Row<'_>) -> Result<Self, Error>;
}

impl<A: FromColumn> FromRow for (A,) {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?,))
    }
}

impl<A: FromColumn, B: FromColumn> FromRow for (A, B) {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?, row.get(1)?))
    }
}

impl<A: FromColumn, B: FromColumn, C: FromColumn> FromRow for (A, B, C) {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    }
}

impl<A: FromColumn, B: FromColumn, C: FromColumn, D: FromColumn> FromRow for (A, B, C, D) {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
    }
}
