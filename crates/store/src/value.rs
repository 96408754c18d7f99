//! Values that go into statements and come out of columns, the same for every database.

use subrosa_proto::{
    AccountId, ArticleId, AttachmentId, CampaignId, ClientId, ConversationId, DeliveryId, DeviceId, DisputeId, EventId,
    JournalId, OrderId, PasskeyId, QuestionId, ReplyId, RoleId, RuleId, ScheduledId, SegmentId, SourceId,
    SuppressionId, TeamId, TicketId, Timestamp, ViewId, VoucherPoolId, WebhookId,
};

/// One parameter of a statement.
#[derive(Clone, Copy)]
pub(crate) enum Value<'a> {
    Null,
    Integer(i64),
    Text(&'a str),
    Blob(&'a [u8]),
}

impl std::fmt::Debug for Value<'_> {
    /// Never what it holds: drivers log their parameters.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("…")
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
    CampaignId => |value| Self::Integer(value.number());
    ConversationId => |value| Self::Integer(value.number());
    DeviceId => |value| Self::Integer(value.number());
    DisputeId => |value| Self::Integer(value.number());
    EventId => |value| Self::Integer(value.number());
    JournalId => |value| Self::Integer(value.number());
    OrderId => |value| Self::Integer(value.number());
    ReplyId => |value| Self::Integer(value.number());
    RuleId => |value| Self::Integer(value.number());
    TicketId => |value| Self::Integer(value.number());
    ArticleId => |value| Self::Integer(value.number());
    PasskeyId => |value| Self::Integer(value.number());
    QuestionId => |value| Self::Integer(value.number());
    RoleId => |value| Self::Integer(value.number());
    SegmentId => |value| Self::Integer(value.number());
    SourceId => |value| Self::Integer(value.number());
    TeamId => |value| Self::Integer(value.number());
    WebhookId => |value| Self::Integer(value.number());
    DeliveryId => |value| Self::Integer(value.number());
    ViewId => |value| Self::Integer(value.number());
    VoucherPoolId => |value| Self::Integer(value.number());
    SuppressionId => |value| Self::Integer(value.number());
    ScheduledId => |value| Self::Integer(value.number());
    AttachmentId => |value| Self::Integer(value.number());
    Timestamp => |value| Self::Integer(value.microseconds());
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// Whether no column can hold this text: PostgreSQL has none with a NUL, so nothing is found by one.
pub(crate) fn is_no_text(text: &str) -> bool {
    text.contains('\0')
}

/// The parameters of a statement, in the order of `$1`, `$2`….
macro_rules! params {
    ($($value:expr),* $(,)?) => { &[$($crate::value::Value::from($value)),*] };
}
pub(crate) use params;

/// One row of parameters for a statement that is run with many.
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::value::Value::from($value)),*] };
}
pub(crate) use values;

/// What one column of a row holds.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Cell<'r> {
    Null,
    Integer(i64),
    Text(&'r str),
    Blob(&'r [u8]),
}

impl<'r> Cell<'r> {
    pub(crate) const fn kind(self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Integer(_) => "a number",
            Self::Text(_) => "a text",
            Self::Blob(_) => "bytes",
        }
    }

    const fn integer(self) -> Option<i64> {
        if let Self::Integer(number) = self { Some(number) } else { None }
    }

    const fn text(self) -> Option<&'r str> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    const fn blob(self) -> Option<&'r [u8]> {
        if let Self::Blob(bytes) = self { Some(bytes) } else { None }
    }
}

/// A type that a column can hold.
pub(crate) trait FromColumn: Sized {
    /// The value, or nothing when the column holds another type.
    fn from_cell(cell: Cell<'_>) -> Option<Self>;
}

macro_rules! from_column {
    ($($type:ty => |$value:ident| $make:expr;)*) => {$(
        impl FromColumn for $type {
            fn from_cell($value: Cell<'_>) -> Option<Self> {
                $make
            }
        }
    )*};
}

from_column! {
    i64 => |value| value.integer();
    bool => |value| value.integer().map(|number| number != 0);
    String => |value| value.text().map(str::to_owned);
    Vec<u8> => |value| value.blob().map(<[u8]>::to_vec);
    ClientId => |value| value.blob()?.try_into().ok().map(|bytes| Self(subrosa_proto::ids::uuid_from(bytes)));
    AccountId => |value| value.integer().map(Self::new);
    CampaignId => |value| value.integer().map(Self::new);
    ConversationId => |value| value.integer().map(Self::new);
    DeviceId => |value| value.integer().map(Self::new);
    DisputeId => |value| value.integer().map(Self::new);
    EventId => |value| value.integer().map(Self::new);
    JournalId => |value| value.integer().map(Self::new);
    OrderId => |value| value.integer().map(Self::new);
    ReplyId => |value| value.integer().map(Self::new);
    RuleId => |value| value.integer().map(Self::new);
    TicketId => |value| value.integer().map(Self::new);
    ArticleId => |value| value.integer().map(Self::new);
    PasskeyId => |value| value.integer().map(Self::new);
    QuestionId => |value| value.integer().map(Self::new);
    RoleId => |value| value.integer().map(Self::new);
    SegmentId => |value| value.integer().map(Self::new);
    SourceId => |value| value.integer().map(Self::new);
    TeamId => |value| value.integer().map(Self::new);
    WebhookId => |value| value.integer().map(Self::new);
    DeliveryId => |value| value.integer().map(Self::new);
    ViewId => |value| value.integer().map(Self::new);
    VoucherPoolId => |value| value.integer().map(Self::new);
    SuppressionId => |value| value.integer().map(Self::new);
    ScheduledId => |value| value.integer().map(Self::new);
    AttachmentId => |value| value.integer().map(Self::new);
    Timestamp => |value| value.integer().map(Self::from_microseconds);
}

/// Words that are stored as numbers: from a table of both.
macro_rules! number_of {
    ($type:ty, $table:expr) => {
        impl From<$type> for $crate::value::Value<'_> {
            fn from(value: $type) -> Self {
                // Every word stands in its table, which a test sees to.
                let number = $table.iter().find(|(word, _)| *word == value).map_or(0, |(_, number)| *number);
                Self::Integer(number)
            }
        }

        impl $crate::value::FromColumn for $type {
            fn from_cell(cell: $crate::value::Cell<'_>) -> Option<Self> {
                let number = i64::from_cell(cell)?;
                $table.iter().find(|(_, one)| *one == number).map(|(word, _)| *word)
            }
        }
    };
}
pub(crate) use number_of;

impl<T: FromColumn> FromColumn for Option<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        if cell == Cell::Null { Some(None) } else { T::from_cell(cell).map(Some) }
    }
}
