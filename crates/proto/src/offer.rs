//! What a brand's message offers beside its words: answers to tap, buttons, cards. The bounds are those of Messenger's Send API
//! (13 quick replies, 3 buttons, 10 cards), so that what fits here can go out there.

use serde::{Deserialize, Serialize};

use crate::limits::{OFFER_CHARACTERS, OFFER_ID_CHARACTERS, URL_CHARACTERS};
use crate::{object, text};

/// An answer to tap. It comes back as a message with the same text and `chosen`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Choice {
    /// What comes back: 1 to 200 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub id: String,
    /// What stands on it: 1 to 80 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 80))]
    pub text: String,
}

/// A button: it sends its id back, or opens an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Button {
    /// What stands on it: 1 to 80 characters on one line.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 80))]
    pub text: String,
    /// What comes back as `chosen`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 200))]
    pub id: Option<String>,
    /// Instead: the https address that it opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub open: Option<String>,
}

/// A card: a title, perhaps a line below it, a picture and buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Card {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 80))]
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 80))]
    pub subtitle: Option<String>,
    /// The https address of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub image: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 3))]
    pub buttons: Vec<Button>,
}

/// What a customer tapped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Chosen {
    /// The `seq` of the message that offered it.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub seq: i64,
    /// The id of the choice or button.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200))]
    pub id: String,
}

/// Why what a message offers was refused, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct InvalidOffer(pub(crate) &'static str);

impl Choice {
    pub(crate) fn check(&self) -> Result<(), InvalidOffer> {
        check_id(&self.id)?;
        check_words(&self.text)
    }
}

impl Button {
    pub(crate) fn check(&self) -> Result<(), InvalidOffer> {
        check_words(&self.text)?;
        match (&self.id, &self.open) {
            (Some(id), None) => check_id(id),
            (None, Some(address)) => check_address(address),
            _ => Err(InvalidOffer("a button has either an `id` or an address to `open`")),
        }
    }
}

impl Card {
    pub(crate) fn check(&self) -> Result<(), InvalidOffer> {
        check_words(&self.title)?;
        self.subtitle.as_deref().map_or(Ok(()), check_words)?;
        self.image.as_deref().map_or(Ok(()), check_address)?;
        self.buttons.iter().try_for_each(Button::check)
    }
}

/// What stands on something is one line that steers no other text.
fn check_words(words: &str) -> Result<(), InvalidOffer> {
    text::check_line(words, OFFER_CHARACTERS, false)
        .map_err(|_| InvalidOffer("what stands on a choice, a button or a card has 1 to 80 characters on one line"))
}

pub(crate) fn check_id(id: &str) -> Result<(), InvalidOffer> {
    text::check_line(id, OFFER_ID_CHARACTERS, false)
        .map_err(|_| InvalidOffer("the id of a choice or button has 1 to 200 characters on one line"))
}

/// An https address with a host. Whoever opens it judges the rest.
pub(crate) fn check_address(address: &str) -> Result<(), InvalidOffer> {
    let host = address.strip_prefix("https://").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let fits = host.is_some_and(|host| !host.is_empty())
        && address.len() <= URL_CHARACTERS
        && !address.chars().any(|character| character.is_whitespace() || character.is_control());
    if fits { Ok(()) } else { Err(InvalidOffer("addresses begin with https:// and have at most 2,000 bytes")) }
}
