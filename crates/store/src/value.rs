//! Values that go into statements and come out of rows, the same for every database.

use rusqlite::types::{ToSqlOutput, ValueRef};
use subrosa_proto::{AccountId, ClientId, ConversationId, DeviceId, EventId, Timestamp};

use crate::Error;

/// One parameter of a statement.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

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

macro_rules! value_from {
    ($($type:ty => |$value:ident| $make:expr;)*) => {$(
        impl<'a> From<$type> for Value<'a> {
            fn from($value: $type) -> Self {
                $make
            }
        }
    )*};
}

value_from! {
    i64 => |value| Self::Integer(value);
    bool => |value| Self::Integer(i64::from(value));
    u32 => |value| Self::Integer(i64::from(value));
    &'a str => |value| Self::Text(value);
    &'a String => |value| Self::Text(value);
    &'a [u8] => |value| Self::Blob(value);
    &'a ClientId => |value| Self::Blob(value.0.as_bytes());
    AccountId => |value| Self::Integer(value.number());
    ConversationId => |value| Self::Integer(value.number());
    DeviceId => |value| Self::Integer(value.number());
    EventId => |value| Self::Integer(value.number());
    Timestamp => |value| Self::Integer(value.microseconds());
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The parameters of a statement, in the order of `$1`, `$2`….
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::value::Value::from($value)),*] };
}
pub(crate) use params;

/// One row of a result.
pub(crate) struct Row<'r>(pub(crate) &'r rusqlite::Row<'r>);

impl Row<'_> {
    /// The column at `index`, from 0.
    pub(crate) fn get<T: FromColumn>(&self, index: usize) -> Result<T, Error> {
        let value = self.0.get_ref(index)?;
        T::from_column(value).ok_or_else(|| Error::Corrupt(format!("column {index} holds {}", value.data_type())))
    }
}

/// A type that a column can hold.
pub(crate) trait FromColumn: Sized {
    /// The value, or nothing when the column holds another type.
    fn from_column(value: ValueRef<'_>) -> Option<Self>;
}

macro_rules! from_column {
    ($($type:ty => |$value:ident| $make:expr;)*) => {$(
        impl FromColumn for $type {
            fn from_column($value: ValueRef<'_>) -> Option<Self> {
                $make
            }
        }
    )*};
}

from_column! {
    i64 => |value| value.as_i64().ok();
    bool => |value| value.as_i64().ok().map(|number| number != 0);
    String => |value| value.as_str().ok().map(str::to_owned);
    Vec<u8> => |value| value.as_blob().ok().map(<[u8]>::to_vec);
    ClientId => |value| value.as_blob().ok()?.try_into().ok().map(|bytes| Self(subrosa_proto::ids::uuid_from(bytes)));
    AccountId => |value| value.as_i64().ok().map(Self::new);
    ConversationId => |value| value.as_i64().ok().map(Self::new);
    DeviceId => |value| value.as_i64().ok().map(Self::new);
    EventId => |value| value.as_i64().ok().map(Self::new);
    Timestamp => |value| value.as_i64().ok().map(Self::from_microseconds);
}

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_column(value: ValueRef<'_>) -> Option<Self> {
        if value == ValueRef::Null { Some(None) } else { T::from_column(value).map(Some) }
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
