//! Sync: how a client learns everything that changed for its account, without a gap and without a double.
//!
//! Every change that an account must know takes the account's next number. A cursor says how far a client has
//! seen; the entries after it, in order, lead to the present. Live entries and caught-up entries are the same.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::account::{Me, Profile};
use crate::conversation::{Conversation, ConversationPage, ConversationWithEvents};
use crate::event::Event;
use crate::ids::AccountId;
use crate::journal::JournalEntry;
use crate::time::Timestamp;

/// The life of one store: a new random value after a restore, so that old cursors are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Epoch(pub u64);

/// How far a client has seen its account's changes: (epoch, number), written `00f3a2…​.42`; in the middle of catching up
/// (epoch, number, from), written `00f3a2…​.42.17`.
///
/// An entry stands at the number of its object's *last* change. So whoever has applied a part of a catch-up has not seen
/// the earlier changes of objects that come later in it, although their numbers are lower than the client's. `from` keeps
/// where the catch-up began, and what is still to come brings everything since then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub epoch: Epoch,
    /// The number of the last change seen; 0 is before all.
    pub number: i64,
    /// Where the catch-up began that has come to `number` and is not at its end: below `number`.
    pub from: Option<i64>,
}

impl Cursor {
    /// The cursor of a client that has seen every change up to a number.
    #[must_use]
    pub const fn new(epoch: Epoch, number: i64) -> Self {
        Self { epoch, number, from: None }
    }

    /// The cursor of a client that had this one and has applied an entry.
    #[must_use]
    pub const fn after(self, entry: &Entry) -> Self {
        Self { epoch: self.epoch, number: entry.number, from: entry.from }
    }

    /// The number up to which every change of every object has been seen.
    #[must_use]
    pub fn complete(self) -> i64 {
        self.from.unwrap_or(self.number)
    }
}

/// The text is not a cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid cursor")]
pub struct InvalidCursor;

impl fmt::Display for Cursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:016x}.{}", self.epoch.0, self.number)?;
        self.from.map_or(Ok(()), |from| write!(formatter, ".{from}"))
    }
}

impl FromStr for Cursor {
    type Err = InvalidCursor;

    fn from_str(text: &str) -> Result<Self, InvalidCursor> {
        let (epoch, numbers) = text.split_once('.').ok_or(InvalidCursor)?;
        let (number, from) = numbers.split_once('.').map_or((numbers, None), |(number, from)| (number, Some(from)));
        if epoch.len() != 16 || epoch.starts_with('+') {
            return Err(InvalidCursor);
        }
        let epoch = Epoch(u64::from_str_radix(epoch, 16).map_err(|_| InvalidCursor)?);
        let (number, from) = (digits(number)?, from.map(digits).transpose()?);
        if from.is_some_and(|from| from >= number) {
            return Err(InvalidCursor);
        }
        Ok(Self { epoch, number, from })
    }
}

fn digits(text: &str) -> Result<i64, InvalidCursor> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(InvalidCursor);
    }
    text.parse().map_err(|_| InvalidCursor)
}

impl Serialize for Cursor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl utoipa::PartialSchema for Cursor {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .pattern(Some("^[0-9a-f]{16}\\.[0-9]{1,19}(\\.[0-9]{1,19})?$"))
            .description(Some("How far a client has seen its account's changes: the store's epoch and a number; in the middle of catching up, also the number at which that began."))
            .examples(["00f3a2b4c5d6e7f8.42"])
            .into()
    }
}
#[cfg(feature = "schema")]
impl utoipa::ToSchema for Cursor {}

/// What an entry is about: the whole present state of one object.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = EntryObject))]
pub enum Object {
    /// A conversation and its new events.
    Conversation(Box<ConversationWithEvents>),
    /// The signed-in account itself.
    Me { me: Me },
}

#[cfg(feature = "schema")]
type EntryObject = Object;

/// One change of an account's world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "EntryFields")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Entry {
    /// The number this entry follows. Equal to the client's: apply. Higher: something is missing, ask by cursor.
    pub previous: i64,
    /// The number a client has seen after applying it.
    pub number: i64,
    /// Where the catch-up began that this entry is a part of and does not end; keep it in the cursor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub from: Option<i64>,
    // `Object` is the name of any object to utoipa.
    #[serde(flatten)]
    #[cfg_attr(feature = "schema", schema(value_type = EntryObject))]
    pub object: Object,
}

/// An entry as it is read. Reading can't go through `flatten` and `untagged`: they hold values back in a form that
/// has no raw bytes any more, and a body is kept as the bytes that came.
#[derive(Deserialize)]
struct EntryFields {
    previous: i64,
    number: i64,
    from: Option<i64>,
    conversation: Option<Conversation>,
    #[serde(default)]
    events: Vec<Event>,
    #[serde(default)]
    journal: Vec<JournalEntry>,
    me: Option<Me>,
}

impl TryFrom<EntryFields> for Entry {
    type Error = &'static str;

    fn try_from(fields: EntryFields) -> Result<Self, Self::Error> {
        let object = match (fields.conversation, fields.me) {
            (Some(conversation), None) => {
                let (events, journal) = (fields.events, fields.journal);
                Object::Conversation(Box::new(ConversationWithEvents { conversation, events, journal }))
            }
            (None, Some(me)) => Object::Me { me },
            _ => return Err("an entry is about one object: `conversation` or `me`"),
        };
        Ok(Self { previous: fields.previous, number: fields.number, from: fields.from, object })
    }
}

/// The entries after a cursor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SyncPage {
    /// In order; each follows the one before.
    pub entries: Vec<Entry>,
    /// The cursor after the last of them.
    pub cursor: Cursor,
    /// True when more entries wait behind this page.
    pub more: bool,
}

/// The present state of an account's world, to begin from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "SnapshotFields")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Snapshot {
    /// Where to continue: state and cursor come from one consistent read.
    pub cursor: Cursor,
    pub me: Me,
    /// The conversations with the newest activity; the rest by `GET /v1/conversations?after=`.
    #[serde(flatten)]
    pub page: ConversationPage,
}

/// A snapshot as it is read; see [`EntryFields`].
#[derive(Deserialize)]
struct SnapshotFields {
    cursor: Cursor,
    me: Me,
    conversations: Vec<ConversationWithEvents>,
    next: Option<String>,
}

impl From<SnapshotFields> for Snapshot {
    fn from(fields: SnapshotFields) -> Self {
        let page = ConversationPage { conversations: fields.conversations, next: fields.next };
        Self { cursor: fields.cursor, me: fields.me, page }
    }
}

/// What to read: the entries after a cursor.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct SyncRequest {
    /// The cursor to continue from.
    pub since: Cursor,
    /// Seconds to wait for a first entry when there is none: 0 to 60, 0 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 0, maximum = 60))]
    pub wait: Option<u32>,
    /// Entries at most: 1 to 100, 100 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// This device has stored everything up to a cursor: what others see as "delivered".
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Ack {
    pub cursor: Cursor,
}

/// Whether a person is here now. Never stored as an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Presence {
    pub account: AccountId,
    /// Whether a socket of the person is open and was active.
    pub online: bool,
    /// When the person was last here; absent if never or while online.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub last_seen: Option<Timestamp>,
}

/// The presence of some accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PresenceList {
    pub presence: Vec<Presence>,
}

/// Whose presence to tell: replaces what was watched before. Accounts without a common conversation are left out.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Watch {
    /// Up to 200 accounts.
    #[cfg_attr(feature = "schema", schema(max_items = 200))]
    pub accounts: Vec<AccountId>,
}

/// An account found by its handle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundAccount {
    pub account: Profile,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_written_as_they_are_read() {
        for text in ["00f3a2b4c5d6e7f8.42", "0000000000000001.0", "00f3a2b4c5d6e7f8.42.17", "00f3a2b4c5d6e7f8.42.0"] {
            assert_eq!(text.parse::<Cursor>().expect("a cursor").to_string(), text);
        }
        for text in [
            "",
            "42",
            "1.42",
            "00f3a2b4c5d6e7f8",
            "00f3a2b4c5d6e7f8.",
            "00f3a2b4c5d6e7f8.-1",
            "00f3a2b4c5d6e7f8.+1",
            "+0f3a2b4c5d6e7f8.42",
            "00f3a2b4c5d6e7f8.42.",
            "00f3a2b4c5d6e7f8.42.42",
            "00f3a2b4c5d6e7f8.42.17.3",
        ] {
            assert_eq!(text.parse::<Cursor>(), Err(InvalidCursor), "{text}");
        }
    }
}
