//! Consents: what a customer has agreed to hear from a brand, topic by topic. An entry is never changed; the newest one of a topic and
//! channel says how it stands.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::ids::CampaignId;
use crate::time::Timestamp;

/// Something that a brand writes about, for those who agree to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Topic {
    /// What programs call it, for good: up to 40 lower-case Latin letters, digits and underscores, beginning with a letter.
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "offers"))]
    pub name: String,
    /// What people call it: 1 to 40 characters on one line.
    pub label: String,
    /// What those who agree will get, in the brand's words: up to 300 characters.
    pub description: String,
    /// Nobody is asked for it any more. What was agreed to stays known, and can be withdrawn.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_archived: bool,
}

impl Topic {
    /// The exact text that a customer agrees to who switches it on.
    #[must_use]
    pub fn text(&self) -> String {
        if self.description.is_empty() { self.label.clone() } else { format!("{}\n{}", self.label, self.description) }
    }
}

/// The topics of a brand, in the order of their making.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TopicList {
    pub topics: Vec<Topic>,
}

/// A topic to keep, new or in place of what it was. Consents keep the text that was agreed to.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveTopic {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40, example = "Offers"))]
    pub label: String,
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 300, example = "New bowls and sales, twice a month at most."))]
    pub description: String,
    #[serde(default)]
    pub is_archived: bool,
}

/// How a consent stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ConsentState {
    Granted,
    Withdrawn,
}

/// On which way the brand may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ConsentChannel {
    /// Here, in the conversation.
    #[default]
    Subrosa,
}

/// Where a consent comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ConsentSource {
    /// The customer switched it themselves. The server alone says so.
    Customer,
    /// The customer told a member.
    Member,
    /// From a list that the brand brought along.
    Import,
    /// A system of the brand, such as its shop's checkout.
    Api,
    /// A bot asked the customer.
    Flow,
}

/// One entry: a consent given, or withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Consent {
    /// The topic's name.
    pub topic: String,
    pub channel: ConsentChannel,
    pub state: ConsentState,
    pub source: ConsentSource,
    /// When the customer said so.
    pub at: Timestamp,
    /// When it was written down here.
    pub recorded_at: Timestamp,
    /// The member who wrote it down; absent when the customer did it themselves, or the operator brought it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub recorded_by: Option<Profile>,
    /// With `granted`: exactly what was agreed to. With `withdrawn`: a remark, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// A topic, and how one customer stands to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TopicConsent {
    #[serde(flatten)]
    pub topic: Topic,
    /// The entry that counts; absent when the customer was never asked. Silence is no consent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub consent: Option<Consent>,
}

/// What a customer has agreed to: every topic of the brand, archived ones where there is something to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ConsentList {
    pub topics: Vec<TopicConsent>,
}

/// A consent that a customer gave or withdrew somewhere else, to be written down.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RecordConsent {
    #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$", example = "offers"))]
    pub topic: String,
    #[serde(default)]
    pub channel: ConsentChannel,
    pub state: ConsentState,
    /// All but `customer`.
    pub source: ConsentSource,
    /// When the customer said so; now unless said. Of two entries the later moment counts, whichever comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Timestamp>))]
    pub at: Option<Timestamp>,
    /// With `granted`: exactly what was agreed to, 1 to 2,000 characters. With `withdrawn`: a remark, or nothing.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schema(max_length = 2000, example = "Yes, write to me about new bowls."))]
    pub text: String,
}

/// A topic as a customer switches it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Preference {
    /// The topic's name.
    pub topic: String,
    pub label: String,
    pub description: String,
    /// What is agreed to by switching it on.
    pub text: String,
    pub is_on: bool,
    /// Since when; absent when it was never switched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub since: Option<Timestamp>,
}

/// What a customer hears of from a brand: its topics, those that it asks for and those that they once switched on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Preferences {
    pub topics: Vec<Preference>,
    /// How often it may send promotions.
    pub frequency: PromotionFrequency,
    /// The language in which they are read, where the brand has them in it; absent where that is left to the brand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "pt-BR"))]
    pub language: Option<String>,
    /// Since when it writes none, because they said that one was unwanted; until they switch a topic on again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub complained_at: Option<Timestamp>,
}

/// A promotion that its reader calls unwanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Complain {
    /// The campaign by which it came, as the message's card says.
    pub campaign: CampaignId,
}

/// How often a brand may send promotions to somebody.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum PromotionFrequency {
    /// As it does by itself.
    #[default]
    Any,
    /// One in 7 days at most.
    Weekly,
    /// One in 30 days at most.
    Monthly,
}

impl PromotionFrequency {
    /// How many days lie between two at least.
    #[must_use]
    pub const fn days(self) -> i64 {
        match self {
            Self::Any => 0,
            Self::Weekly => 7,
            Self::Monthly => 30,
        }
    }
}

/// How a brand is to write to somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PromotionWishes {
    #[serde(default)]
    pub frequency: PromotionFrequency,
    /// A language by BCP 47; the brand chooses, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, max_length = 35, example = "pt-BR"))]
    pub language: Option<String>,
}

/// A topic to switch on or off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetPreference {
    pub is_on: bool,
    /// To switch it on: the `text` that the customer saw. If the brand says something else by now, it is not switched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 400))]
    pub text: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_agreed_to_is_all_that_is_shown() {
        let topic = |description: &str| Topic {
            name: "offers".to_owned(),
            label: "Offers".to_owned(),
            description: description.to_owned(),
            is_archived: false,
        };
        assert_eq!(topic("Twice a month.").text(), "Offers\nTwice a month.");
        assert_eq!(topic("").text(), "Offers");
    }
}
