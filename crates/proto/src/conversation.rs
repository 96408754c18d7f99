//! Conversations, each as one of its members sees it.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::event::Event;
use crate::ids::ConversationId;
use crate::journal::JournalEntry;
use crate::sending::Sending;
use crate::ticket::Thread;
use crate::time::Timestamp;

/// What a conversation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ConversationKind {
    /// Between two people: one per pair, ever.
    Direct,
    /// Between a person and a brand: one per pair, ever. The brand's members read it, and so may what the brand works with.
    Business,
}

/// One conversation as one member sees it: the whole state, so that the newer of two replaces the older.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Conversation {
    pub id: ConversationId,
    pub kind: ConversationKind,
    /// The member's change number of this state: of two states the one with the higher number holds.
    pub number: i64,
    /// The other person.
    pub peer: Profile,
    /// The newest `seq`; 0 before the first event.
    pub head: i64,
    /// When something last happened here: the newest event, or the conversation's start. Orders the list.
    pub activity: Timestamp,
    /// Messages of the other person after `read`, but for those that were taken back.
    pub unread: i64,
    /// Read by this member up to this `seq`.
    pub read: i64,
    /// Read by the other person up to this `seq`.
    pub peer_read: i64,
    /// Arrived at a device of the other person up to this `seq`.
    pub peer_delivered: i64,
    /// Up to where the contents were removed, as the brand keeps them for so long only. Whoever holds older events empties them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub removed: Option<Removed>,
    /// Messages of the brand that it took back before they were read, by rising `seq`: they have no content any more, and count nowhere as unread.
    /// Whoever holds them empties them. A place that stands here once stands here for good; at most 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub recalled: Vec<i64>,
    /// What this member has begun to write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub draft: Option<Draft>,
    /// The brand's side of it. Only the brand's members see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub thread: Option<Thread>,
    /// What may be sent to the customer now. Only the brand's members see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub sending: Option<Sending>,
}

/// What of a conversation's contents is gone. Its events stay, with their places, authors and times.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Removed {
    /// Events up to this `seq` have no content any more.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub through: i64,
    /// For how many days after a ticket's end the brand kept it.
    pub days: u32,
}

impl Removed {
    /// Takes the contents out of those of some events that have none any more.
    pub fn empty(&self, events: &mut [Event]) {
        events.iter_mut().filter(|event| event.seq <= self.through).for_each(Event::empty);
    }
}

/// Takes the contents out of those of some events that were taken back.
pub fn empty_recalled(recalled: &[i64], events: &mut [Event]) {
    events.iter_mut().filter(|event| recalled.contains(&event.seq)).for_each(Event::empty);
}

/// Words begun and not sent, the same on all of a person's devices.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Draft {
    /// Up to 10,000 characters.
    pub text: String,
    /// When it was last changed.
    pub at: Timestamp,
}

impl std::fmt::Debug for Draft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Draft({} bytes)", self.text.len())
    }
}

/// A conversation and the events that come with it: the same shape in the list, in a snapshot and in an entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConversationWithEvents {
    pub conversation: Conversation,
    /// By rising `seq`, ending at `conversation.head` when not empty. If the first does not follow what a client
    /// holds, the client reads what is between by `seq`.
    pub events: Vec<Event>,
    /// The brand's journal beside the events, by rising `seq`, ending at `conversation.thread.journal` when not empty. Only the
    /// brand's members get it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub journal: Vec<JournalEntry>,
}

/// Begin, or find, the conversation with a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StartConversation {
    /// The other person's handle, with or without `@`.
    #[cfg_attr(feature = "schema", schema(example = "grace"))]
    pub handle: String,
}

/// Which part of the list of conversations to read: newest activity first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ListRequest {
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,18}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 100, 30 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// A page of the list of conversations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConversationPage {
    pub conversations: Vec<ConversationWithEvents>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}

/// How far this member has read.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MarkRead {
    /// Read up to this `seq`; a lower one than before changes nothing.
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub seq: i64,
}

/// A draft to keep; empty text removes it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveDraft {
    #[cfg_attr(feature = "schema", schema(max_length = 10000))]
    pub text: String,
}

impl std::fmt::Debug for SaveDraft {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SaveDraft({} bytes)", self.text.len())
    }
}
