//! A contact's timeline: what happened between them and the brand besides the messages, in one list.

use serde::{Deserialize, Serialize};

use crate::consent::Consent;
use crate::custom_event::CustomEvent;
use crate::ids::ConversationId;
use crate::order::Order;
use crate::ticket::Ticket;
use crate::time::Timestamp;

/// What entries are about, to see those alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TimelineKind {
    Tickets,
    Orders,
    Consents,
    Events,
}

/// What one entry tells. Later kinds join here; a client skips those it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TimelineWhat {
    /// A ticket was opened: how it stands now.
    Ticket { ticket: Ticket },
    /// An order was placed: how it stands now.
    OrderPlaced { order: Order },
    /// The shop changed an order, for the last time so far.
    OrderChanged { order: Order },
    /// A consent was given or withdrawn.
    Consent { consent: Consent },
    /// Something that the brand's own systems told.
    Event { event: CustomEvent },
}

/// One entry of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TimelineEntry {
    pub at: Timestamp,
    /// The conversation with the customer that it belongs to.
    pub conversation: ConversationId,
    pub what: TimelineWhat,
}

/// Which part of a timeline to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct TimelineRequest {
    /// Only entries about this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub kind: Option<TimelineKind>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^-?[0-9]{1,19}\\.[1-5]\\.[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 50, 20 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 50))]
    pub limit: Option<u32>,
}

/// A page of a timeline, the newest entry first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TimelinePage {
    pub entries: Vec<TimelineEntry>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}
