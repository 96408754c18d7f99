//! What starts a bot, and what leads to a node from anywhere.

use serde::{Deserialize, Serialize};

use crate::name::Name;

/// When the bot takes up a thread. The same keywords and intents lead to their nodes whenever the bot waits and the customer's
/// words are no answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Triggers {
    /// Any first message starts the bot, at its start node if nothing else fits.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub always: bool,
    /// Words that lead to a node. The first that fits counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<Keywords>,
    /// Kinds of question that lead to a node. The one that fits best counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    pub intents: Vec<Intent>,
}

/// Words, any of which leads to a node. They fit as whole words, whatever their case and accents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Keywords {
    /// The words, or phrases of several.
    #[schema(min_items = 1)]
    pub words: Vec<String>,
    /// The node.
    pub then: Name,
}

/// A kind of question, shown by examples. A message fits when it resembles one of them in words and letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Intent {
    /// What it is called, for people who take over and for reports.
    pub name: Name,
    /// Ways to ask.
    #[schema(min_items = 1, max_items = 50)]
    pub examples: Vec<String>,
    /// How much a message must resemble an example, in percent.
    #[serde(default = "sixty")]
    #[schema(minimum = 1, maximum = 100)]
    pub threshold: u8,
    /// The node.
    pub then: Name,
}

/// A way in that is shown to the customer: an ice breaker, or an entry of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Entrance {
    /// What it says, up to 80 characters.
    #[schema(min_length = 1, max_length = 80)]
    pub text: String,
    /// The node.
    pub then: Name,
}

const fn sixty() -> u8 {
    60
}
