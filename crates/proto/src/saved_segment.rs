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
    /// Keep its contacts, and keep them right as things happen. A list stays a list, and takes no other rule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_live: bool,
}

/// How a segment's contacts are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SegmentKind {
    /// Its rule is asked when it is used.
    Asked,
    /// They are kept, and follow what happens within a second; what time alone changes, within two minutes.
    Live,
    /// They are kept as they were found, or put in by hand.
    List,
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
    pub kind: SegmentKind,
    /// How many contacts are kept with it; absent with a segment that is asked, and where it is too few to be shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub contacts: Option<u64>,
    /// False while its contacts are being found.
    pub is_ready: bool,
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

/// A list to make of whoever is in a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewSegmentList {
    /// 1 to 60 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Spring, as chosen on Monday"))]
    pub name: String,
}

/// Contacts to put into a list, and to take out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangeSegmentList {
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 1000))]
    pub add: Vec<ConversationId>,
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_items = 1000))]
    pub remove: Vec<ConversationId>,
}

/// Which contacts of a segment, or which of its moves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct SegmentPageRequest {
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 200, 50 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 200))]
    pub limit: Option<u32>,
}

/// A contact that is kept with a segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeptContact {
    #[serde(flatten)]
    pub contact: SegmentContact,
    /// Since when they are in, as far as is known.
    pub since: Timestamp,
}

/// Some contacts of a segment, by their conversations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct KeptContactPage {
    pub contacts: Vec<KeptContact>,
    /// Absent on the last page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}

/// Somebody came into a live segment, or left it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SegmentMove {
    pub conversation: ConversationId,
    pub has_entered: bool,
    pub at: Timestamp,
}

/// Some moves of a live segment, in order. The newest 20,000 are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SegmentMovePage {
    pub moves: Vec<SegmentMove>,
    /// Where the next page begins, also where there is nothing behind this one yet.
    pub next: String,
}
