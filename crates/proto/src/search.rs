//! Search: what a brand's members find in its inbox.

use serde::{Deserialize, Serialize};

use crate::conversation::Conversation;
use crate::ids::{AccountId, ConversationId};
use crate::inbox::TicketRow;
use crate::time::Timestamp;

/// In which order to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SearchOrder {
    /// What was said last comes first.
    #[default]
    Newest,
    /// Of the newest 300, those come first in which the words stand closest together and make up the most.
    Best,
}

/// What to look for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct SearchRequest {
    /// Words that must all occur, `"phrases"`, and the filters `from:customer`, `from:agent`, `in:notes`, `label:`, `is:open`,
    /// `is:pending`, `is:snoozed`, `is:resolved`, `assignee:me`, `assignee:nobody`, `assignee:` with a handle, `after:2026-01-31`
    /// and `before:`, and `#` with a ticket's number. The last word may be the beginning of one.
    #[cfg_attr(feature = "schema", param(min_length = 1, max_length = 200, example = "refund from:customer"))]
    pub q: String,
    /// `newest` unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub order: Option<SearchOrder>,
    /// The `next` of a page: only what is older is found. Pages of the best have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many texts at most: 1 to 50, 20 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 50))]
    pub limit: Option<u32>,
}

/// What kind of text was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum FoundKind {
    Message,
    /// Which the customer does not see.
    Note,
}

/// A message or a note that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundText {
    pub kind: FoundKind,
    pub conversation: ConversationId,
    /// Of a message, its `seq` in the conversation; of a note, its `seq` in the journal.
    pub seq: i64,
    /// The conversation's `seq` at which it stands: of a note, that of the message before it, or 0.
    pub place: i64,
    /// Of a message, the customer or the brand; of a note, the member.
    pub author: AccountId,
    pub at: Timestamp,
    /// A part of the text, on one line; `…` stands for what is left away.
    pub snippet: String,
    /// Where in the snippet the words stand that were looked for, in order, without overlap.
    pub marks: Vec<FoundMark>,
}

/// A part of a snippet. Offsets count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FoundMark {
    /// Where it begins, in characters.
    pub offset: u32,
    /// How many characters it has, at least 1.
    pub length: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SearchPage {
    pub texts: Vec<FoundText>,
    /// The conversations of the texts and customers, each once.
    pub conversations: Vec<Conversation>,
    /// On the first page: conversations with customers whose names or handles have the words.
    pub customers: Vec<ConversationId>,
    /// On the first page: the ticket whose number was typed.
    pub tickets: Vec<TicketRow>,
    /// On the first page: labels that begin with what was typed.
    pub labels: Vec<String>,
    /// Where the next page begins; absent on the last. A page may have few texts, or none, and be followed by others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
    /// How many percent of what happened can be found by now, while older data are being taken in; absent when all can.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub ready_percent: Option<u32>,
}
