//! Segments: which of a brand's contacts are meant, as a tree of conditions. The same tree has a text form, in `subrosa-segment`.
//!
//! A condition about something that is not known does not hold; `not` around it does. Texts are compared without regard to case. Windows of
//! days are that many times 24 hours, back from the moment of looking; days as `2026-12-24` are those of the brand's time zone.
//!
//! Never: how contacts are found (that is the store's), who may be written to (consent is looked at again with every message).

use serde::{Deserialize, Serialize};

use crate::contact::AttributeValue;
use crate::ids::{CampaignId, SegmentId};
use crate::object;

/// What has to hold of a contact: conditions, and what joins them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentRule))]
pub enum Rule {
    /// Each of these. True for none.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    All(Vec<Rule>),
    /// At least one of these. False for none.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    Any(Vec<Rule>),
    /// Not this.
    #[cfg_attr(feature = "schema", schema(no_recursion))]
    Not(Box<Rule>),
    /// An attribute is so.
    Attribute(#[serde(deserialize_with = "object::one")] AttributeRule),
    /// They agree, now, to hear of this topic.
    Consent(String),
    /// They did something elsewhere, so often.
    Event(#[serde(deserialize_with = "object::one")] EventRule),
    /// When they first did it.
    FirstEvent(#[serde(deserialize_with = "object::one")] EventMoment),
    /// When they last did it.
    LastEvent(#[serde(deserialize_with = "object::one")] EventMoment),
    /// What they ordered comes to so much. Cancelled orders do not count.
    Orders(#[serde(deserialize_with = "object::one")] OrdersRule),
    /// When they first ordered.
    FirstOrder(When),
    /// When they last ordered.
    LastOrder(When),
    /// Where they stand among the brand's customers.
    Standing(#[serde(deserialize_with = "object::one")] Standing),
    /// What became of an earlier campaign's message to them.
    Campaign(#[serde(deserialize_with = "object::one")] CampaignRule),
    /// They are in another segment.
    Segment(SegmentId),
}

/// An attribute, and how it has to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentAttribute))]
pub struct AttributeRule {
    /// One of the brand's attributes.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40, example = "tier"))]
    pub name: String,
    pub is: Test,
}

/// How a value has to be. Numbers are compared with numbers, days with days; a value of another kind is as one that is not known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentTest))]
pub enum Test {
    /// Whether anything is known.
    Known(bool),
    Equal(AttributeValue),
    OneOf(Vec<AttributeValue>),
    /// A text that has this inside it.
    Contains(String),
    /// A text that begins so.
    BeginsWith(String),
    LessThan(AttributeValue),
    AtMost(AttributeValue),
    MoreThan(AttributeValue),
    AtLeast(AttributeValue),
    /// A day that was one of the last so many, today among them.
    InLastDays(u32),
    /// A day that is one of the next so many, today among them.
    InNextDays(u32),
    /// A day whose return in a later year is one of the next so many: a birthday.
    ReturnsInDays(u32),
}

/// Something that a contact did elsewhere, and how often.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentEvent))]
pub struct EventRule {
    /// What it is called.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100, example = "Product Viewed"))]
    pub name: String,
    /// How often: once or more, unless said. `{"at_most": 0}` says that they did not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub times: Option<Range>,
    /// When; ever, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub within: Option<Window>,
    /// How its properties have to be, each of them.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 5))]
    pub properties: Vec<PropertyRule>,
}

/// A property of an event, and how it has to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentProperty))]
pub struct PropertyRule {
    /// Its name; names with points between them lead into objects. Of a list, one entry is enough.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200, example = "products.category"))]
    pub name: String,
    pub is: Test,
}

/// Something that a contact did elsewhere, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentEventMoment))]
pub struct EventMoment {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100, example = "Checkout Started"))]
    pub name: String,
    pub at: When,
}

/// Numbers from one to another, both included. One of them may be absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentRange))]
pub struct Range {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0, nullable = false))]
    pub at_least: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 0, nullable = false))]
    pub at_most: Option<i64>,
}

impl Range {
    /// Whether a number is inside.
    #[must_use]
    pub const fn has(self, number: i64) -> bool {
        let is_enough = match self.at_least {
            Some(least) => least <= number,
            None => true,
        };
        let is_too_much = match self.at_most {
            Some(most) => most < number,
            None => false,
        };
        is_enough && !is_too_much
    }
}

/// A time in which something happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentWindow))]
pub enum Window {
    /// The last so many days.
    LastDays(u32),
    /// From one day to another, both included.
    Between(String, String),
}

/// When something was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentMoment))]
pub enum When {
    /// In the last so many days.
    LastDays(u32),
    /// Longer ago than so many days.
    BeforeDays(u32),
    /// Before this day.
    Before(String),
    /// On this day or later.
    Since(String),
}

/// What is looked at in a contact's orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentOrderFigure))]
pub enum OrderFigure {
    /// How many they are.
    Count,
    /// What was paid for them, less what was given back.
    Spent,
    /// That, by order.
    Average,
    /// The most of one order.
    Largest,
    /// What was given back.
    Refunded,
}

/// What a contact ordered, and to what it comes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentOrders))]
pub struct OrdersRule {
    pub figure: OrderFigure,
    /// A number of orders, or an amount in the currency's smallest unit.
    pub is: Range,
    /// Of orders in this currency (ISO 4217): with every figure but `count`, where it may be absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Z]{3}$", nullable = false))]
    pub currency: Option<String>,
    /// Of orders placed then; ever, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub within: Option<Window>,
    /// Of orders that have one of these things in them; any, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub item: Option<ItemRule>,
}

/// Which things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentItem))]
pub enum ItemRule {
    /// With one of these numbers of the shop.
    Sku(Vec<String>),
    /// In one of these categories.
    Category(Vec<String>),
    /// With this in their names.
    Name(String),
}

/// Fifths in which a contact stands among those who ordered in the last year, from 1 to 5; 5 are those who ordered last, most often, for most.
/// Each that is said has to hold, and one has to be said.
///
/// The scores of A. M. Hughes, "Strategic Database Marketing" (1994): by recency, frequency and money.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentStanding))]
pub struct Standing {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub recency: Option<Range>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub frequency: Option<Range>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub money: Option<Range>,
}

/// What became of a campaign's message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentCampaignOutcome))]
pub enum CampaignOutcome {
    Sent,
    Seen,
    Clicked,
    Replied,
    /// They reached the campaign's goal.
    Converted,
    OptedOut,
    /// They were chosen, and held out to compare with.
    HeldOut,
}

/// A campaign, and what became of its message to a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "schema", schema(as = SegmentCampaign))]
pub struct CampaignRule {
    /// Any campaign, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub campaign: Option<CampaignId>,
    pub was: CampaignOutcome,
    /// Ever, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub within: Option<Window>,
}
