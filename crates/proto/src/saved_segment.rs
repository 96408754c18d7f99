//! Segments that are kept, and what is asked of rules: how many they hold of, who these are, and why someone is in.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::ids::{ConversationId, SegmentId};
use crate::object;
use crate::segment::Rule;
use crate::time::Timestamp;

/// A rule: as JSON, or as people write it. One of both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct GivenRule {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rule>,
    /// At most 20,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 20_000, example = "consent offers and not orders count = 0"))]
    pub text: Option<String>,
}

/// A segment to make, or in place of what it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveSegment {
    /// 1 to 60 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Ready for spring"))]
    pub name: String,
    #[serde(deserialize_with = "object::one")]
    pub given: GivenRule,
}

/// A saved rule over contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Segment {
    pub id: SegmentId,
    pub name: String,
    pub rule: Rule,
    /// The rule as people write it.
    #[cfg_attr(feature = "schema", schema(example = "consent offers and not orders count = 0"))]
    pub text: String,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

/// The segments of a brand, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SegmentList {
    pub segments: Vec<Segment>,
}

/// One condition of a rule, and how many contacts it holds of by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConditionCount {
    /// Where it stands in the rule.
    #[cfg_attr(feature = "schema", schema(example = "all.0.not"))]
    pub place: String,
    #[cfg_attr(feature = "schema", schema(example = "consent offers"))]
    pub text: String,
    /// Absent where it is too few to be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub contacts: Option<u64>,
}

/// A contact who is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SegmentContact {
    pub conversation: ConversationId,
    pub account: Profile,
}

/// Of whom a rule holds, counted exactly, at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SegmentCount {
    /// How many contacts. Absent where it is fewer than 10 and the member may not see single contacts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub contacts: Option<u64>,
    /// Of how many that the brand has.
    pub of: u64,
    pub at: Timestamp,
    pub rule: Rule,
    pub text: String,
    /// The conditions of the rule, in their order.
    pub conditions: Vec<ConditionCount>,
    /// Some of them: at most 10, for members who may see contacts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sample: Vec<SegmentContact>,
}

/// Whether a rule holds of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ExplainSegment {
    /// The conversation with the contact.
    pub conversation: ConversationId,
    #[serde(deserialize_with = "object::one")]
    pub given: GivenRule,
}

/// One condition of a rule, and whether it holds of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConditionHolds {
    pub place: String,
    pub text: String,
    pub holds: bool,
}

/// Why a contact is in, or is not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SegmentExplanation {
    pub is_in: bool,
    pub conditions: Vec<ConditionHolds>,
}
