//! The frames of the socket at `/v1/socket`: JSON text, one object a frame.
//!
//! A client says `hello` with its cursor, gets `welcome`, then either a `snapshot` or the entries since, then
//! `caught_up`, then live entries. Commands carry an `id` that their `reply` repeats; the parameters and results are those
//! of the REST routes.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::brand::BrandPart;
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

/// A frame from the server. It is read by [`ServerFrame::from_text`].
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
    #[serde(skip_deserializing)]
    Snapshot(Box<Snapshot>),
    /// One change.
    #[serde(skip_deserializing)]
    Entry(Entry),
    /// Everything that was there when the session opened has been sent.
    CaughtUp { cursor: Cursor },
    /// The answer to a command: `result` or `error`.
    Reply {
        id: u64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(value_type = Object, nullable = false))]
        result: Option<serde_json::Value>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        error: Option<Box<Problem>>,
    },
    /// A frame without an id could not be carried out.
    Error { error: Box<Problem> },
    /// Someone is writing. Forget it after six seconds or at their next message.
    Typing { conversation: ConversationId, account: AccountId },
    /// A colleague at the same brand is looking at a conversation, or writing in it. Forget it after ten seconds.
    Attention { conversation: ConversationId, member: AccountId, writing: bool },
    /// A member changed a part of the brand that sessions hold: read it again.
    BrandChanged { part: BrandPart },
    /// Someone came or went.
    Presence(Presence),
    /// The session ends; connect again after this many milliseconds unless the code says otherwise.
    Bye { error: Box<Problem>, reconnect_after: Option<u32> },
}

impl ServerFrame {
    /// Reads a frame. Snapshots and entries carry bodies as raw bytes, which serde's tagged enums can't hold, so the
    /// type is looked at first.
    ///
    /// # Errors
    /// When the text is not a frame.
    pub fn from_text(text: &str) -> serde_json::Result<Self> {
        #[derive(Deserialize)]
        struct Kind<'a> {
            #[serde(rename = "type", borrow)]
            kind: std::borrow::Cow<'a, str>,
        }
        match serde_json::from_str::<Kind<'_>>(text)?.kind.as_ref() {
            "snapshot" => serde_json::from_str(text).map(Self::Snapshot),
            "entry" => serde_json::from_str(text).map(Self::Entry),
            _ => serde_json::from_str(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONVERSATION: &str = r#"{"conversation":{"id":"cnv_0000000000001","kind":"direct","number":5,
        "peer":{"id":"acc_0000000000001","handle":"ada","display_name":"Ada","bio":""},"head":1,"activity":5,
        "unread":0,"read":0,"peer_read":0,"peer_delivered":0},"events":[{"seq":1,"id":"evt_0000000000001",
        "kind":"message","author":"acc_0000000000001","client_id":"67e55044-10b1-426f-9247-bb680e5fe0c8","at":4,
        "body":{"v":1,"text":"hi"}}]}"#;

    fn reads_back(text: &str) -> ServerFrame {
        let frame = ServerFrame::from_text(text).expect("a frame");
        let written = serde_json::to_string(&frame).expect("frames are JSON");
        assert_eq!(ServerFrame::from_text(&written).expect("its own text"), frame);
        assert!(written.contains(r#""body":{"v":1,"text":"hi"}"#), "the body's bytes stay as they are");
        frame
    }

    #[test]
    fn an_entry_and_a_snapshot_read_back() {
        let entry = format!(r#"{{"type":"entry","previous":4,"number":5,{}"#, &CONVERSATION[1..]);
        assert!(matches!(reads_back(&entry), ServerFrame::Entry(entry) if entry.number == 5));
        let snapshot = format!(
            r#"{{"type":"snapshot","cursor":"00000000000000ff.5","me":{{"id":"acc_0000000000002","handle":"bob",
            "display_name":"Bob","bio":"","created_at":1,"has_password":true}},"conversations":[{CONVERSATION}]}}"#
        );
        assert!(matches!(reads_back(&snapshot), ServerFrame::Snapshot(_)));
    }

    #[test]
    fn an_entry_is_about_one_object() {
        assert!(ServerFrame::from_text(r#"{"type":"entry","previous":4,"number":5}"#).is_err());
    }
}
