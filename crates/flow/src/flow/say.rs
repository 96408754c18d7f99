//! What the bot says: a text, a picture, cards, and what may be tapped below.

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::unique;
use crate::value::{Scalar, Values};

/// Says something. With quick replies or buttons that lead somewhere it waits for the customer to choose; without, it goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Say {
    /// The text, up to 2,000 characters, with `{{ names }}` for values.
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    /// The https address of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Cards side by side; a single one stands alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10)]
    pub cards: Vec<Card>,
    /// Buttons that stay below the message.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 3)]
    pub buttons: Vec<Button>,
    /// Answers that are offered until the customer writes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 13)]
    pub quick_replies: Vec<QuickReply>,
    /// The next node, where nothing has to be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Name>,
}

/// One card: a title, perhaps a line below it, a picture and buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Card {
    /// The title, up to 80 characters.
    #[schema(min_length = 1, max_length = 80)]
    pub title: String,
    /// The line below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 80)]
    pub subtitle: Option<String>,
    /// The https address of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Its buttons.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 3)]
    pub buttons: Vec<Button>,
}

/// A button: it leads to a node, or opens an address. It stays on the screen, so a tap on it counts at any later time too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Button {
    /// What stands on it, up to 20 characters.
    #[schema(min_length = 1, max_length = 20)]
    pub text: String,
    /// The node it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub then: Option<Name>,
    /// Instead: the https address it opens; the bot does not hear of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open: Option<String>,
}

/// An offered answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuickReply {
    /// What stands on it and is sent as the customer's words, up to 20 characters.
    #[schema(min_length = 1, max_length = 20)]
    pub text: String,
    /// The node it leads to.
    pub then: Name,
    /// Variables that choosing it sets.
    #[serde(default, deserialize_with = "unique::map", skip_serializing_if = "Values::is_empty")]
    #[schema(value_type = std::collections::BTreeMap<Name, Scalar>)]
    pub set: Values,
}

impl Say {
    /// Every button, those of the message first, then those of the cards, each with the place it stands at.
    pub(crate) fn all_buttons(&self) -> impl Iterator<Item = (String, &Button)> {
        let own = self.buttons.iter().enumerate().map(|(index, button)| (format!("buttons.{index}"), button));
        let of_cards = self.cards.iter().enumerate().flat_map(|(card, of)| {
            of.buttons.iter().enumerate().map(move |(index, button)| (format!("cards.{card}.buttons.{index}"), button))
        });
        own.chain(of_cards)
    }

    /// Whether the customer has something to choose, so that the bot waits.
    pub(crate) fn offers(&self) -> bool {
        !self.quick_replies.is_empty()
            || (self.then.is_none() && self.all_buttons().any(|(_, button)| button.then.is_some()))
    }
}
