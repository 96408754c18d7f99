//! What the bot says, with its values filled in. What a channel can't show, its connector says in another way.

use serde::{Deserialize, Serialize};

use crate::flow::Kind;
use crate::name::Name;

/// One message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Up to 2,000 characters.
    pub text: String,
    /// The https address of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<ShownCard>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<ShownButton>,
    /// Offered until the customer writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quick_replies: Vec<ShownChoice>,
    /// The fields of a form, where the channel can show one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub form: Vec<ShownField>,
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownCard {
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<ShownButton>,
}

/// A button, which sends its id back or opens an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownButton {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
}

/// An offered answer, which sends its id back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownChoice {
    pub id: String,
    pub text: String,
}

/// A field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownField {
    /// The variable that its answer is sent back under.
    pub name: Name,
    pub text: String,
    pub kind: Kind,
    /// What can be chosen, as it is shown and sent back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}
