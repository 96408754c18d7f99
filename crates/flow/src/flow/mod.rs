//! What a flow file holds: the types that serde reads and writes, and that the JSON Schema describes.
//!
//! Here is shape only. What serde can't say (targets that exist, limits, order of use) is said by [`crate::lint`].

mod ask;
mod condition;
mod consent;
mod effects;
mod end;
mod node;
mod promote;
mod say;
mod texts;
mod triggers;
mod variables;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use ask::{Ask, Field, Form};
pub use condition::{Compare, Comparison, Condition, Literal};
pub use consent::Consent;
pub use effects::{Answer, LookUpOrder, Method, SecondFact, Webhook};
pub use end::{End, HandOver};
pub use node::{Branch, Node, Set, Wait};
pub use promote::Promote;
pub use say::{Button, Card, QuickReply, Say};
pub(crate) use texts::{TextField, reads, texts, texts_of_flow};
pub use triggers::{Entrance, Intent, Keywords, Triggers};
pub use variables::{Choice, Kind, Variable};

use crate::duration::Duration;
use crate::name::Name;
use crate::unique;

/// The version of the file's shape that this code reads and writes.
pub const FLOW_SHAPE: u32 = 1;

/// A bot: where it begins, what it knows, and what it does node by node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Flow {
    /// The version of this shape: 1.
    #[schema(minimum = 1, maximum = 1)]
    pub v: u32,
    /// What the bot is called, among people who edit it.
    #[schema(max_length = 80)]
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 2000)]
    pub description: String,
    /// The language of its texts: `en`, `de`, `es`, `fr` or `ar`. The words of its own sentences come in it.
    pub language: String,
    /// The node a conversation begins with, and comes back to.
    pub start: Name,
    /// When the bot takes up a thread, and what leads where at any time.
    #[serde(default)]
    pub triggers: Triggers,
    /// Questions that are offered before the first message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 4)]
    pub ice_breakers: Vec<Entrance>,
    /// The menu that is always there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub menu: Vec<Entrance>,
    /// When it did not understand, and who takes over.
    #[serde(default)]
    pub fallback: Fallback,
    /// How long a conversation may rest before it ends.
    #[serde(default = "one_day")]
    pub idle: Duration,
    /// What it asks, saves and compares, by name. At most 100.
    #[serde(default, deserialize_with = "unique::map", skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<Name, Variable>,
    /// What people who edit the bot should know of a node, by the node's name. The bot never says it.
    #[serde(default, deserialize_with = "unique::map", skip_serializing_if = "BTreeMap::is_empty")]
    pub comments: BTreeMap<Name, String>,
    /// What it does, by name. At most 500.
    #[serde(deserialize_with = "unique::map")]
    pub nodes: BTreeMap<Name, Node>,
}

/// What happens to words that nothing fits, first and second time; after that a person takes over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fallback {
    /// Said the first time, before the choices once more. Without it: a sentence in the flow's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub again: Option<String>,
    /// Said the second time, with a person as one more choice. Without it: a sentence in the flow's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub offer: Option<String>,
    /// The team that takes over when the customer asks for a person, or the bot can't go on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Name>,
    /// More words that ask for a person, beside those of the languages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 200)]
    pub person_words: Vec<String>,
}

const fn one_day() -> Duration {
    Duration::from_seconds(24 * 60 * 60)
}
