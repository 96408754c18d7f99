//! A brand's suppression list: whom none of its campaigns may ever write to, whoever they are and whatever they agreed to.
//!
//! Never: what keeps messages of other kinds from anyone; who has written may be answered.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::contact::IdentityKind;
use crate::ids::{ConversationId, SuppressionId};
use crate::object;
use crate::time::Timestamp;

/// Why somebody stands on the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SuppressionReason {
    /// They asked for it.
    #[default]
    Asked,
    /// They complained.
    Complained,
    /// A law or a judgement says so.
    Legal,
    Other,
}

impl SuppressionReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Asked, Self::Complained, Self::Legal, Self::Other];
}

/// Somebody on the list: an identity, which counts for every contact who has it or comes to have it, or a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Suppression {
    pub id: SuppressionId,
    /// Of an identity: `email`, `phone` or `external_id`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub kind: Option<IdentityKind>,
    /// The identity, as it is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub value: Option<String>,
    /// The conversation with the contact, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub conversation: Option<ConversationId>,
    /// The contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub customer: Option<Profile>,
    pub reason: SuppressionReason,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub added_at: Timestamp,
    /// The member who said so; absent where the customer did, by calling a promotion unwanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub added_by: Option<Profile>,
}

/// Somebody for the list: an identity, or a contact.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NewSuppression {
    /// All but `subrosa`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub kind: Option<IdentityKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 254, nullable = false, example = "ada@example.org")
    )]
    pub value: Option<String>,
    /// Instead of both: the conversation with the contact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub conversation: Option<ConversationId>,
    /// Or the handle of the contact's account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 32, nullable = false))]
    pub handle: Option<String>,
    /// `asked` unless said.
    #[serde(default)]
    pub reason: SuppressionReason,
    /// Up to 200 characters on one line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_length = 200))]
    pub note: String,
}

impl fmt::Debug for NewSuppression {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Who it is never reaches a log.
        formatter.write_str("NewSuppression")
    }
}

/// Many for the list: one by one, or as a table. One of both.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AddSuppressions {
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 1_000))]
    pub entries: Vec<NewSuppression>,
    /// Instead: CSV of at most 1,000 lines. Columns that are called `email`, `phone`, `external_id` and `handle` are whom it is about;
    /// `reason` and `note` are what they say. Without such a head the first column is addresses, phone numbers, and handles with `@` before them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "email,note\nada@example.org,by letter"))]
    pub csv: Option<String>,
    /// Why, where a line of the table does not say: `asked` unless said.
    #[serde(default)]
    pub reason: SuppressionReason,
}

impl fmt::Debug for AddSuppressions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("AddSuppressions")
    }
}

/// What became of one of many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SuppressionAdded {
    Added,
    /// It stood there already.
    Known,
    /// It is nobody: `why` says what is wrong.
    Refused,
}

/// One of many, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SuppressionLine {
    /// The line of the table, or the place in the list from 1.
    pub place: u32,
    pub became: SuppressionAdded,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub why: Option<String>,
}

/// What became of many, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SuppressionsAdded {
    pub added: u64,
    pub known: u64,
    pub refused: u64,
    pub lines: Vec<SuppressionLine>,
}

/// Which part of the list to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct SuppressionsRequest {
    /// Only identities in which this stands, and the contact of this handle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(max_length = 254))]
    pub q: Option<String>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 100, 50 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// A page of the list, who was added last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SuppressionPage {
    pub entries: Vec<Suppression>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}
