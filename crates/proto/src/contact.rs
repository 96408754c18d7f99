//! A contact: a person as one brand knows them, beside their conversation with it. Attributes that the brand has defined, the
//! identities by which it knows the person, and their orders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::ids::ConversationId;
use crate::object;
use crate::order::{Order, OrderTotals};
use crate::time::Timestamp;

/// What the values of an attribute are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AttributeKind {
    /// Up to 1,000 characters.
    Text,
    /// From minus to plus 1,000,000,000, with up to six decimals.
    Number,
    YesNo,
    /// A day, as `2026-12-24`.
    Date,
}

/// Something that a brand wants to know of its contacts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Attribute {
    /// What programs and bots call it, for good: up to 40 lower-case Latin letters, digits and underscores, beginning with a letter.
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "tier"))]
    pub name: String,
    /// What people call it: 1 to 40 characters on one line.
    pub label: String,
    pub kind: AttributeKind,
}

/// The attributes of a brand, in the order of their making.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AttributeList {
    pub attributes: Vec<Attribute>,
}

/// An attribute to keep, new or in place of what it was.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveAttribute {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40, example = "Tier"))]
    pub label: String,
    pub kind: AttributeKind,
    /// What becomes of values that do not fit, where the attribute was of another kind; `keep` unless said.
    #[serde(default)]
    pub unfit: Unfit,
}

/// What becomes of values that do not fit a new kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Unfit {
    /// They are kept aside, and come as `unfit`.
    #[default]
    Keep,
    /// While there is one, the kind is not changed.
    Refuse,
}

/// Which kind to try.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct AttributeFitRequest {
    /// What the attribute is to become.
    #[cfg_attr(feature = "schema", param(inline))]
    pub kind: AttributeKind,
}

/// How the values of an attribute would fit another kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AttributeFit {
    /// How many there are.
    pub values: i64,
    /// How many of them would not fit.
    pub unfit: i64,
    /// Some of those: at most 5.
    pub examples: Vec<UnfitValue>,
}

/// A value that would not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct UnfitValue {
    pub conversation: ConversationId,
    /// Of whom it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub customer: Option<Profile>,
    pub value: String,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AttributeValue {
    /// Of kind `yes_no`.
    YesNo(bool),
    /// Of kind `number`.
    #[cfg_attr(feature = "schema", schema(value_type = f64))]
    Number(serde_json::Number),
    /// Of kind `text` or `date`.
    Text(String),
}

/// An attribute, and what it holds for one contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContactAttribute {
    #[serde(flatten)]
    pub attribute: Attribute,
    /// Absent when nothing is known, or what is known does not fit the kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub value: Option<AttributeValue>,
    /// What is kept from when the attribute was of another kind, and does not fit the present one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub unfit: Option<String>,
}

/// By what a person is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum IdentityKind {
    Email,
    Phone,
    /// What the brand's own systems call the person.
    ExternalId,
    /// The account here. The server sets it, nobody else.
    Subrosa,
}

/// How surely an identity is this person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Proof {
    /// Someone said so. Links nothing.
    Claimed,
    /// The brand has made sure. At most one contact of a brand has it so.
    Verified,
    /// The server knows: it is who is signed in.
    Platform,
}

/// One identity of a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Identity {
    pub kind: IdentityKind,
    /// As it is compared: an e-mail address in lower case, a phone number as digits with `+` before a country's.
    pub value: String,
    pub proof: Proof,
    pub since: Timestamp,
}

/// An identity to keep, or to prove further.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveIdentity {
    /// All but `subrosa`.
    pub kind: IdentityKind,
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 254, example = "ada@example.org"))]
    pub value: String,
    /// `claimed` or `verified`.
    pub proof: Proof,
}

/// Which identity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct IdentityName {
    pub kind: IdentityKind,
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 254))]
    pub value: String,
}

/// A change of what a brand knows of a contact; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ContactChange {
    /// Values by the names of their attributes; null forgets one.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schema(value_type = BTreeMap<String, AttributeValue>))]
    pub attributes: BTreeMap<String, Option<AttributeValue>>,
    /// Identities to add, or to prove further. `claimed` does not take back what was verified.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub identities: Vec<SaveIdentity>,
    /// Identities to forget, with the orders that only they have linked.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub remove_identities: Vec<IdentityName>,
}

/// Another contact of the same person, as the brand has found out: another account of theirs, with a conversation of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OtherContact {
    pub conversation: ConversationId,
    pub account: Profile,
    /// Since when they are known to be one person.
    pub since: Timestamp,
    /// Those of the brand's attributes of which something is known.
    pub attributes: Vec<ContactAttribute>,
    /// The account first.
    pub identities: Vec<Identity>,
}

/// A contact who may be the same person: known by the same, which is verified of one of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LikelyContact {
    pub conversation: ConversationId,
    pub account: Profile,
    /// By what both are known.
    pub kind: IdentityKind,
    pub value: String,
}

/// Which contact is the same person: one of both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MergeContact {
    /// The conversation with them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
    /// The handle of their account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 31, example = "ada.work"))]
    pub handle: Option<String>,
}

/// A person as the brand knows them: what stands beside the thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Contact {
    pub account: Profile,
    /// All attributes of the brand, known or not, in the order of their making.
    pub attributes: Vec<ContactAttribute>,
    /// The account first.
    pub identities: Vec<Identity>,
    /// The other contacts of the same person, whose orders are among these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherContact>,
    /// Who may be the same person: at most 5.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub likely: Vec<LikelyContact>,
    /// For each currency, that of the newest order first.
    pub totals: Vec<OrderTotals>,
    /// The newest orders: at most 20.
    pub orders: Vec<Order>,
    /// Where the next page of orders begins; absent when these are all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}
