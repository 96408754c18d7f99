//! Events: the numbered entries of a conversation's log.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::body::EMPTIED;
use crate::ids::{AccountId, ClientId, EventId};
use crate::time::Timestamp;

/// What an event is. Later kinds (edit, unsend, reaction…) join here; a client skips those it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum EventKind {
    Message,
}

/// One entry of a conversation's log.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    /// Its place in the conversation: 1, 2, 3… without gaps.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub seq: i64,
    /// Its id over all conversations.
    pub id: EventId,
    /// What it is.
    pub kind: EventKind,
    /// Who made it.
    pub author: AccountId,
    /// The name its author gave it before sending.
    pub client_id: ClientId,
    /// When the server took it. For showing; order is by `seq`.
    pub at: Timestamp,
    /// What it says, as its author sent it.
    #[cfg_attr(feature = "schema", schema(value_type = crate::body::Body))]
    pub body: Box<RawValue>,
}

impl Event {
    /// Takes the content out: what is left is that there was something, when and by whom.
    pub fn empty(&mut self) {
        if self.body.get() != EMPTIED {
            // The text is JSON.
            self.body = RawValue::from_string(EMPTIED.to_owned()).unwrap_or_default();
        }
    }
}

impl std::fmt::Debug for Event {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the body: content never reaches a log.
        formatter
            .debug_struct("Event")
            .field("seq", &self.seq)
            .field("id", &self.id)
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        (self.seq, self.id, self.kind, self.author, self.client_id, self.at.milliseconds(), self.body.get())
            == (
                other.seq,
                other.id,
                other.kind,
                other.author,
                other.client_id,
                other.at.milliseconds(),
                other.body.get(),
            )
    }
}

/// A page of a conversation's log, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EventPage {
    /// The events, by rising `seq`, without gaps.
    pub events: Vec<Event>,
    /// The newest `seq` of the conversation when the page was read.
    pub head: i64,
}

/// Which part of a log to read. At most one of the three; none means the newest events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct PageRequest {
    /// Events older than this `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 0))]
    pub before: Option<i64>,
    /// Events newer than this `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 0))]
    pub after: Option<i64>,
    /// Events on both sides of this `seq`, itself included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 0))]
    pub around: Option<i64>,
    /// How many at most: 1 to 100, 50 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// A message to append to a conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SendMessage {
    /// The name of this send, made and kept by the client before its first try. Sending the same id again
    /// answers with the first result; the same id with another body is a conflict.
    pub client_id: ClientId,
    /// What the message says.
    #[cfg_attr(feature = "schema", schema(value_type = crate::body::Body))]
    pub body: Box<RawValue>,
    /// For a brand's members: the thread's epoch as last seen. When the thread has changed hands since, the message is refused, so
    /// that nobody talks over a colleague; without it, the message takes the thread.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub epoch: Option<i64>,
}

impl SendMessage {
    /// A message that takes the thread as it is.
    #[must_use]
    pub const fn new(client_id: ClientId, body: Box<RawValue>) -> Self {
        Self { client_id, body, epoch: None }
    }
}

/// What became of a send: where the message stands. The same answer for every repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sent {
    /// The message's place in the conversation.
    pub seq: i64,
    /// The event's id.
    pub id: EventId,
    /// When the server took it.
    pub at: Timestamp,
}
