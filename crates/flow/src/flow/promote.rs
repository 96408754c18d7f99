//! What a campaign's journey says: its own messages, which go out as promotions do.

use serde::{Deserialize, Serialize};

use crate::name::Name;

/// Has a message of the campaign sent, and goes on once it is known what came of that: it may wait for the morning, or for a ticket to be resolved.
/// In journeys alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Promote {
    /// The message, as the campaign calls it.
    pub message: Name,
    /// The node once it is sent.
    pub then: Name,
    /// The node where the contact does not get it, as when they have had as many as they want. Without it, that of `then`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skipped: Option<Name>,
}
