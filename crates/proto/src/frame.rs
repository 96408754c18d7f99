//! The frames of the socket at `/v1/socket`: JSON text, one object a frame.
//!
//! A client says `hello` with its cursor, gets `welcome`, then either a `snapshot` or the entries since, then
//! `caught_up`, then live entries. Commands carry an `id` that their `reply` repeats; the parameters and results are those
//! of the REST routes.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::error::Problem;
use crate::ids::{AccountId, ConversationId, DeviceId};
use crate::sync::{Cursor, Entry, Presence, Snapshot};
use crate::time::Timestamp;

/// A frame from a client, its parameters not yet read.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientFrame<'a> {
    /// What is asked: `hello`, or a command's name.
    #[serde(rename = "type", borrow)]
    pub kind: std::borrow::Cow<'a, str>,
    /// Repeated in the reply. Without an id there is no reply to a success.
    #[serde(default)]
    pub id: Option<u64>,
    /// The parameters, of the command's shape.
    #[serde(default, borrow)]
    pub params: Option<&'a RawValue>,
}

/// The first frame of a client.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hello {
    /// Where to continue; absent for a snapshot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<Cursor>,
}

/// Parameters of commands on one conversation: the conversation, and the body of the REST route beside it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct InConversation<T> {
    pub conversation: ConversationId,
    #[serde(flatten)]
    pub params: T,
}

/// A frame from the server.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ServerFrame {
    /// The session is open.
    Welcome {
        account: AccountId,
        device: DeviceId,
        /// The server's clock, to show times right on a client whose clock is off.
        now: Timestamp,
    },
    /// The state to begin from; sent when the client's cursor is absent, of another epoch or from the future.
    Snapshot(Box<Snapshot>),
    /// One change.
    Entry(Entry),
    /// Everything that was there when the session opened has been sent.
    CaughtUp { cursor: Cursor },
    /// The answer to a command: `result` or `error`.
    Reply {
        id: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Option<Object>))]
        result: Option<serde_json::Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        error: Option<Box<Problem>>,
    },
    /// A frame without an id could not be carried out.
    Error { error: Box<Problem> },
    /// Someone is writing. Forget it after six seconds or at their next message.
    Typing { conversation: ConversationId, account: AccountId },
    /// Someone came or went.
    Presence(Presence),
    /// The session ends; connect again after this many milliseconds unless the code says otherwise.
    Bye { error: Box<Problem>, reconnect_after: Option<u32> },
}
