//! Custom events: what customers do elsewhere, as a brand's own systems tell it: a page seen, a workshop booked.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::object;
use crate::time::Timestamp;

/// Something that a customer did.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CustomEvent {
    /// The teller's own id of it, for good: 1 to 100 characters. Told again it changes nothing, whatever it says then.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100, example = "bkg-20260921-7"))]
    pub id: String,
    /// What happened, 1 to 100 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100, example = "Workshop booked"))]
    pub name: String,
    /// When it happened. Late ones, and those out of order, find their place.
    pub at: Timestamp,
    /// More about it: a JSON object of at most 32 KiB.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = std::collections::BTreeMap<String, Value>))]
    pub properties: Map<String, Value>,
}

impl std::fmt::Debug for CustomEvent {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What customers do never reaches a log.
        formatter.write_str("CustomEvent")
    }
}

/// Several events of one customer at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveEvents {
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 100))]
    #[serde(deserialize_with = "object::list")]
    pub events: Vec<CustomEvent>,
}

/// What became of one event that was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum EventOutcome {
    Created,
    /// An event of this id was told before, of this customer or another.
    Known,
}

/// One event of several, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedEvent {
    pub id: String,
    pub outcome: EventOutcome,
}

/// What became of several events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedEvents {
    /// As many as were told, in their order.
    pub events: Vec<SavedEvent>,
}
