//! Closing by itself: a pending ticket whose customer does not answer is resolved after some days.

use serde::{Deserialize, Serialize};

/// Whether and when a brand's pending tickets are resolved by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ClosingSettings {
    /// Whether they are.
    pub is_on: bool,
    /// After how many days without a word of either side: 1 to 90.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 90, example = 7))]
    pub days: u32,
    /// What the customer is told then: up to 1,000 characters; nothing when empty.
    #[cfg_attr(feature = "schema", schema(max_length = 1000))]
    pub message: String,
}

impl Default for ClosingSettings {
    /// Off, and ready to be switched on.
    fn default() -> Self {
        Self { is_on: false, days: 7, message: String::new() }
    }
}
