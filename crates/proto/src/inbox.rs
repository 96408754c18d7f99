//! The inbox: a brand's tickets, listed, counted and changed together.

use serde::{Deserialize, Serialize};

use crate::conversation::Conversation;
use crate::event::Event;
use crate::ids::{ConversationId, TeamId, TicketId, ViewId};
use crate::ticket::{Ticket, TicketChange, TicketStatus};

/// The same change of several tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangeTickets {
    /// Whose newest tickets: 1 to 100 conversations.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 100))]
    pub conversations: Vec<ConversationId>,
    pub change: TicketChange,
}

/// What became of a change of several tickets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangedTickets {
    /// Those that were changed, each as it stood before: what undoes the change.
    pub before: Vec<TicketBefore>,
    /// Those that could not be changed, each with the reason's stable code.
    pub refused: Vec<RefusedChange>,
}

/// A ticket as it stood before a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketBefore {
    pub conversation: ConversationId,
    pub ticket: Ticket,
}

/// A ticket that could not be changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RefusedChange {
    pub conversation: ConversationId,
    pub code: crate::ErrorCode,
}

/// Whose tickets to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TicketsOf {
    /// All of the brand's.
    #[default]
    Anyone,
    /// Those of the member who asks.
    Me,
    /// Those that nobody has taken.
    Nobody,
    /// Those of any status in conversations that the member who asks follows.
    Following,
}

/// In which order to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TicketOrder {
    /// The newest message first.
    #[default]
    Newest,
    /// The longest without a new message first.
    Oldest,
    /// Only tickets with a running clock of a service level, the nearest due first; those that are overdue come before.
    Due,
}

/// Which part of the inbox to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct TicketsRequest {
    /// Tickets of this status; `open` unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub status: Option<TicketStatus>,
    /// `anyone` unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub of: Option<TicketsOf>,
    /// Only tickets with this label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(max_length = 30))]
    pub label: Option<String>,
    /// Only tickets of this team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<TeamId>,
    /// The tickets of this view, whatever their status; not together with `status`, `of` or `label`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<ViewId>,
    /// `newest` unless said, or the order of the view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub order: Option<TicketOrder>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}\\.[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 100, 30 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// A ticket in the inbox, and the conversation that it is a part of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketRow {
    pub ticket: Ticket,
    pub conversation: Conversation,
    /// The conversation's newest event.
    pub events: Vec<Event>,
}

/// A page of the inbox.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketPage {
    pub tickets: Vec<TicketRow>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}

/// Which of a conversation's tickets to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct TicketHistoryRequest {
    /// Those before this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<TicketId>,
    /// How many at most: 1 to 100, 20 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// The tickets of one conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketHistory {
    /// The newest first.
    pub tickets: Vec<Ticket>,
}

/// How many tickets there are; each counted up to 10,000.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketCounts {
    /// Open, and the member's own.
    pub mine: i64,
    /// Open, and nobody's.
    pub unassigned: i64,
    /// All that are open.
    pub open: i64,
    /// Open, with a running clock of a service level.
    pub due: i64,
    pub pending: i64,
    pub snoozed: i64,
    pub resolved: i64,
    /// The open tickets of each team, those without any left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teams: Vec<TeamCount>,
}

/// How many open tickets a team has; each counted up to 10,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TeamCount {
    pub team: TeamId,
    pub open: i64,
}

/// The labels that a brand uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LabelList {
    /// In the order of their letters.
    pub labels: Vec<String>,
}
