//! Retention: for how long a brand keeps what was said with its customers.

use serde::{Deserialize, Serialize};

/// For how long a brand keeps the contents of its conversations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionSettings {
    /// So many days after a ticket was resolved and anything last happened with it, the contents of its messages, files and notes are
    /// removed, and of what stands before them: 30 to 3,650; null: never.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 30, maximum = 3650, example = 365))]
    pub conversations_days: Option<u32>,
}

/// Which rule to look ahead with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct RetentionRequest {
    /// As in the settings: 30 to 3,650.
    #[cfg_attr(feature = "schema", param(minimum = 30, maximum = 3650, example = 365))]
    pub conversations_days: u32,
}

/// What a rule would remove if it held now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionPreview {
    /// Conversations of which something would be removed at once, counted up to 10,000.
    pub conversations: i64,
}
