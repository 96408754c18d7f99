//! Message templates: what a brand sends the same way each time, in the languages of its customers, with blanks for what differs.
//!
//! Never: how blanks are filled (that is `desk`'s), who may send.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::ids::{AccountId, ClientId};
use crate::object;
use crate::sending::SendingReason;
use crate::time::Timestamp;

/// What a template is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum TemplateKind {
    /// It serves what the customer has asked for or bought.
    Utility,
    /// It advertises: only customers who have agreed to its topic get it.
    Promotion,
}

/// What a template says in one language. Its texts may have blanks, `{{name}}`: `customer`, `agent` and `brand` become names; `order.number`,
/// `order.status`, `order.payment`, `order.placed_on`, `order.total`, `order.refunded`, `order.items`, `order.shipment`, `order.carrier` and
/// `order.tracking` what is known of the customer's newest order; `contact.…` an attribute of the customer; every other name without a dot is
/// filled in by whoever sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemplateVariant {
    /// BCP 47.
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$", example = "en"))]
    pub language: String,
    /// 1 to 2,000 characters.
    #[cfg_attr(
        feature = "schema",
        schema(
            min_length = 1,
            max_length = 2000,
            example = "Hello {{customer}}, your parcel comes on {{delivery_day}}."
        )
    )]
    pub text: String,
    /// Answers to tap, each 1 to 80 characters on one line; they come back as the customer's words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 13))]
    pub choices: Vec<String>,
    /// Buttons that stay below the message.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 3))]
    pub buttons: Vec<TemplateButton>,
    /// The https address of a picture, without blanks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub image: Option<String>,
}

/// A button that opens an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemplateButton {
    /// What stands on it: 1 to 80 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 80, example = "Send it back"))]
    pub text: String,
    /// An https address. What is put into its blanks stays one part of it.
    #[cfg_attr(
        feature = "schema",
        schema(max_length = 2000, example = "https://shop.example/returns?order={{order.number}}")
    )]
    pub open: String,
}

/// A template as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Template {
    /// What programs call it, for good: up to 40 lower-case Latin letters, digits and underscores, beginning with a letter.
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "delivery_news"))]
    pub name: String,
    /// What members call it.
    pub title: String,
    pub kind: TemplateKind,
    /// The topic that a promotion's customers have agreed to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub topic: Option<String>,
    /// The language for customers whose own is not among the variants.
    pub fallback: String,
    /// One for each language.
    pub variants: Vec<TemplateVariant>,
    /// 1, and one more with each saving.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub version: i64,
    pub changed_at: Timestamp,
    /// The member who saved it last.
    pub changed_by: AccountId,
}

/// The templates of a brand, by title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemplateList {
    pub templates: Vec<Template>,
}

/// A template to keep, new or in place of the version that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveTemplate {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Delivery news"))]
    pub title: String,
    pub kind: TemplateKind,
    /// The name of one of the brand's topics, of a promotion; and of nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(example = "offers"))]
    pub topic: Option<String>,
    /// The language of one of the variants.
    #[cfg_attr(feature = "schema", schema(example = "en"))]
    pub fallback: String,
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub variants: Vec<TemplateVariant>,
    /// The version that was read; 0 for a template that is new.
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub version: i64,
}

/// How a template is to be filled in.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PreviewTemplate {
    /// The language of one of the variants; without it the customer's, as their attribute `language` says it, and otherwise the fallback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// What to put into blanks, by their names, in place of what is known: at most 20, each up to 1,000 characters of plain text.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schema(example = json!({"delivery_day": "Friday"})))]
    pub values: BTreeMap<String, String>,
}

/// What would be sent, and whether it can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemplatePreview {
    pub language: String,
    /// The message; blanks without a value stand in it as they were written.
    pub body: Body,
    /// The blanks of the variant, in order.
    pub blanks: Vec<TemplateBlank>,
    /// Why it can't be sent to this customer now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub refused: Option<SendingReason>,
}

/// A blank, and what is put into it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TemplateBlank {
    pub name: String,
    /// Absent when it has to be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub value: Option<String>,
}

/// A template to send to a conversation's customer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SendTemplate {
    /// The sender's own name of the message, for good: a repetition gives the first result, whatever has changed since.
    pub client_id: ClientId,
    /// As in a preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// As in a preview. A blank without any value is an error that names it, and nothing is sent.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schema(example = json!({"delivery_day": "Friday"})))]
    pub values: BTreeMap<String, String>,
    /// The thread's `epoch` when the sender looked: where it has changed hands since, nothing is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0))]
    pub epoch: Option<i64>,
}

impl std::fmt::Debug for PreviewTemplate {
    /// Without what is said to the customer.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "PreviewTemplate({:?}, {} values)", self.language, self.values.len())
    }
}

impl std::fmt::Debug for TemplateBlank {
    /// Without what is said to the customer.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "TemplateBlank({})", self.name)
    }
}

impl std::fmt::Debug for SendTemplate {
    /// Without what is said to the customer.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SendTemplate({:?}, {:?}, {} values)", self.client_id, self.language, self.values.len())
    }
}
