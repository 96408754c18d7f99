//! Journeys: what a campaign says after its first message to each contact who got that, as a flow of the bots' kind.
//!
//! Never: when something is said (that is `flow`'s and `campaign`'s).

use serde::{Deserialize, Serialize};

use crate::object;
use crate::template::TemplateVariant;

/// What comes after the first message, for each contact who got it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignJourney {
    /// The flow file, in YAML or JSON, up to 64 KiB; `subrosa api flow` prints its schema. It begins at `start` once the first message is sent. Its
    /// steps are `promote`, `wait`, `condition`, `set`, `goto` and `end`.
    #[cfg_attr(feature = "schema", schema(max_length = 65_536))]
    pub flow: String,
    /// The messages that it sends: 1 to 20, each name once.
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub messages: Vec<JourneyMessage>,
}

/// A message of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JourneyMessage {
    /// What `promote` calls it.
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "reminder"))]
    pub name: String,
    /// One for each language that the campaign has. Blanks are as in the campaign's own texts, but for `{{voucher}}`.
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
    pub texts: Vec<TemplateVariant>,
}

/// How far those are on a campaign's journey who got its first message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JourneyProgress {
    pub under_way: u64,
    /// Came to its end, or left it: they wanted no more, or are gone, or the campaign was cancelled.
    pub ended: u64,
    /// Left it because they reached the campaign's goal.
    pub reached_goal: u64,
}

/// What came of one message of a journey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JourneyFigures {
    pub name: String,
    /// How often it was sent. Who goes through the journey again is counted again.
    pub told: u64,
    /// How often it was read, as far as that is known.
    pub seen: u64,
    /// How often one of its links was opened, where that is counted.
    pub clicked: u64,
    /// How often they wrote before the next message, within the goal's days.
    pub replied: u64,
    /// How often it was not sent, for the reasons for which a campaign's own message is not.
    pub skipped: u64,
    /// How often it was taken back before it was read.
    pub recalled: u64,
}

/// What came of a journey. What the campaign did as a whole is said by its other figures, which begin with the first message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JourneyReport {
    pub progress: JourneyProgress,
    /// In their order.
    pub messages: Vec<JourneyFigures>,
}
