//! Values as SQLite knows them.

use rusqlite::types::{ToSqlOutput, ValueRef};

use crate::Error;
use crate::value::{Cell, Value};

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Self::Null => ValueRef::Null,
            Self::Integer(number) => ValueRef::Integer(number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The column of a row at `index`.
pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'_>, index: usize) -> Result<Cell<'r>, Error> {
    Ok(match row.get_ref(index)? {
        ValueRef::Null => Cell::Null,
        ValueRef::Integer(number) => Cell::Integer(number),
        ValueRef::Text(bytes) => {
            Cell::Text(std::str::from_utf8(bytes).map_err(|_| Error::Corrupt(format!("column {index} is not UTF-8")))?)
        }
        ValueRef::Blob(bytes) => Cell::Blob(bytes),
        ValueRef::Real(_) => return Err(Error::Corrupt(format!("column {index} holds a fraction"))),
    })
}
