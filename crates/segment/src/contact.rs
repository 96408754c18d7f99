//! One contact, as far as rules look at it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use subrosa_proto::contact::AttributeValue;
use subrosa_proto::segment::CampaignOutcome;
use subrosa_proto::{CampaignId, SegmentId, Timestamp};

/// What is known of a contact. Lists may be in any order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Contact {
    pub attributes: BTreeMap<String, AttributeValue>,
    /// The topics to which they agree now.
    pub consents: BTreeSet<String>,
    pub events: Vec<Did>,
    pub orders: Vec<Order>,
    /// Absent for those who did not order in the last year.
    pub place: Option<Place>,
    pub told: Vec<Told>,
    pub segments: BTreeSet<SegmentId>,
}

/// Something that they did elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Did {
    pub name: String,
    pub at: Timestamp,
    pub properties: Map<String, Value>,
}

/// An order that was not cancelled. Amounts are in the currency's smallest unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub placed_at: Timestamp,
    pub currency: String,
    /// What was paid, less what was given back.
    pub value: i64,
    pub refunded: i64,
    pub items: Vec<Item>,
}

/// A thing of an order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Item {
    pub sku: Option<String>,
    pub name: String,
    pub category: Option<String>,
}

/// In which fifths they stand, 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub recency: i64,
    pub frequency: i64,
    pub money: i64,
}

/// What became of a campaign's message to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub campaign: CampaignId,
    pub was: CampaignOutcome,
    pub at: Timestamp,
}
