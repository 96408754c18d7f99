//! When campaigns are sent that are sent again and again: whenever a contact does something, or each day, week or month.
//!
//! Never: which moments these are (that is `campaign`'s).

use serde::{Deserialize, Serialize};

use crate::ids::SegmentId;
use crate::segment::PropertyRule;

/// What a contact does for a campaign to be sent to them: they come into a segment, or something is told of them. One of both is said.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignTrigger {
    /// They come into this live segment. Who is in when the campaign begins has not come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub enters: Option<SegmentId>,
    /// Instead: they do this, as a system of the brand tells it within a day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schema(min_length = 1, max_length = 100, nullable = false, example = "Checkout Started")
    )]
    pub event: Option<String>,
    /// How the event's properties have to be, each of them.
    #[serde(default, rename = "where", skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 5))]
    pub properties: Vec<PropertyRule>,
    /// How long after that they are told: up to 30 days.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(maximum = 43_200, example = 60))]
    pub after_minutes: u32,
    /// They are told again when it happens again after so many days; once, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 365, nullable = false, example = 30))]
    pub again_after_days: Option<u32>,
}

/// How often.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CampaignPeriod {
    Day,
    Week,
    Month,
}

/// Moments that return, by the clocks where the brand is or where each contact is. What clocks leave out when they are set forward is the moment
/// at which they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignRecurrence {
    pub each: CampaignPeriod,
    /// Of a week: 1 for Monday to 7 for Sunday. Of a month: its day, or its last where it is shorter. With a day nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 31, nullable = false, example = 5))]
    pub on: Option<u32>,
    #[cfg_attr(feature = "schema", schema(pattern = "^[0-9]{2}:[0-9]{2}$", example = "09:30"))]
    pub time: String,
    /// The last day on which it may be sent; until somebody ends it, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "schema",
        schema(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", nullable = false, example = "2027-12-24")
    )]
    pub until: Option<String>,
    /// Each contact is told when the clocks where they are say so: by their attribute `time_zone`, or else where the brand is. Each time begins,
    /// and its audience is found, when the first clocks on earth show it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub local: bool,
}
