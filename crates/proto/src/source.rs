//! Sources: systems of a brand that tell what customers do, by tracking calls in the shape of the Segment specification.

use serde::{Deserialize, Serialize};

use crate::ids::SourceId;
use crate::time::Timestamp;

/// A call that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourceProblem {
    pub at: Timestamp,
    /// The field, and what is wrong with it.
    #[cfg_attr(feature = "schema", schema(example = "userId: this or anonymousId"))]
    pub detail: String,
}

/// A system of a brand that tells what customers do. Its write key is not among it: that never comes back out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Source {
    pub id: SourceId,
    /// 1 to 60 characters on one line.
    #[cfg_attr(feature = "schema", schema(example = "Shop"))]
    pub name: String,
    /// The last four letters of the key, by which to know it again.
    #[cfg_attr(feature = "schema", schema(example = "x7Qk"))]
    pub key_end: String,
    /// That of orders which say none (ISO 4217); absent: such orders can't be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "EUR"))]
    pub currency: Option<String>,
    pub created_at: Timestamp,
    /// Calls that were taken.
    pub taken: i64,
    /// Calls that had been taken before and changed nothing.
    pub repeated: i64,
    /// Calls that could not be used.
    pub refused: i64,
    /// When calls last came in; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub taken_at: Option<Timestamp>,
    /// The last call that could not be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub problem: Option<SourceProblem>,
}

/// The sources of a brand, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SourceList {
    pub sources: Vec<Source>,
}

/// A source to make, or in place of what it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveSource {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Shop"))]
    pub name: String,
    /// That of orders which say none: three capital letters (ISO 4217).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Z]{3}$", example = "EUR"))]
    pub currency: Option<String>,
}

/// A source as it was made: the only answer that shows its write key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FreshSource {
    #[serde(flatten)]
    pub about: Source,
    /// What an SDK takes as its write key: a secret, for servers alone.
    pub write_key: String,
}

impl std::fmt::Debug for FreshSource {
    /// Without the key.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "FreshSource({:?})", self.about.id)
    }
}

/// A call of a request that could not be used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TrackProblem {
    /// Its place in the batch, from 0.
    pub index: u32,
    /// The field, and what is wrong with it.
    #[cfg_attr(feature = "schema", schema(example = "userId: this or anonymousId"))]
    pub detail: String,
}

/// What became of a request. A call that can't be used is left aside, and no other for it: whoever tells the same again gets the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Tracked {
    /// Always `true`, as SDKs expect.
    pub success: bool,
    /// Calls that were taken.
    pub taken: u32,
    /// Calls that had been taken before.
    pub repeated: u32,
    /// Those that could not be used: the first 20.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub problems: Vec<TrackProblem>,
}
