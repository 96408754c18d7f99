//! Retention: for how long a brand keeps what was said with its customers, and what it was told of them.

use serde::{Deserialize, Serialize};

/// For how long a brand keeps things. Null: for ever.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionSettings {
    /// So many days after a ticket was resolved and anything last happened with it, the contents of its messages, files and notes are
    /// removed, and of what stands before them: 30 to 3,650.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 30, maximum = 3650, example = 365))]
    pub conversations_days: Option<u32>,
    /// So many days after it, photos and files are removed, earlier than the words perhaps: 1 to 3,650.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 3650, example = 90))]
    pub files_days: Option<u32>,
    /// So many days after they happened, custom events of contacts are removed: 1 to 3,650.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 3650, example = 730))]
    pub custom_events_days: Option<u32>,
}

/// What a customer knows of it, before anything was removed; absent: without an end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CustomerRetention {
    /// What is said is removed so many days after their request was resolved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 30, maximum = 3650))]
    pub conversations_days: Option<u32>,
    /// Photos and files are, also where it is later than that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 1, maximum = 3650))]
    pub files_days: Option<u32>,
}

/// Which rules to look ahead with, as in the settings. What is absent is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct RetentionRequest {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 30, maximum = 3650, example = 365))]
    pub conversations_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 3650, example = 90))]
    pub files_days: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 3650, example = 730))]
    pub custom_events_days: Option<u32>,
}

/// What rules would remove if they held now, each counted up to 10,000.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RetentionPreview {
    /// Conversations of which something would be removed at once.
    pub conversations: i64,
    /// Photos and files that would go, with their words or before them.
    pub files: i64,
    pub custom_events: i64,
}
