//! What one message says: a typed, versioned body.
//!
//! Conversations between people carry it as opaque bytes: it is checked once, where plain text enters, written
//! down in one canonical form, and from there on stored, ordered and delivered unread. End-to-end encryption
//! replaces these bytes and nothing else.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::attachment::Attachment;
use crate::dispute::DisputeCard;
use crate::limits::{ATTACHMENTS, BODY_BYTES, BUTTONS, CARDS, CHOICES, ENTITIES, TEXT_CHARACTERS};
use crate::object;
use crate::offer::{Button, Card, Choice, Chosen, InvalidOffer, check_address, check_id};
use crate::promotion::PromotionCard;
use crate::text::{self, InvalidText};

/// The version this code writes. A reader that meets a higher one shows that the message needs a newer app.
pub const BODY_VERSION: u32 = 1;

/// The body of a message whose content was removed. Nobody can send one, because it says nothing.
pub const EMPTIED: &str = r#"{"v":1,"text":""}"#;

/// What one message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Body {
    /// The version of this shape: 1.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1))]
    pub v: u32,
    /// The text, up to 10,000 characters, not blank; empty where there are attachments and nothing else to say.
    #[cfg_attr(feature = "schema", schema(max_length = 10000, example = "See you at eight?"))]
    pub text: String,
    /// Parts of the text that mean more than their letters, in order, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub entities: Vec<Entity>,
    /// Answers to tap, offered until the customer writes. In a brand's message only, as are the next three. The text says all
    /// that is needed without them, for who can't show them.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 13))]
    pub choices: Vec<Choice>,
    /// Buttons that stay below the message.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 3))]
    pub buttons: Vec<Button>,
    /// Cards side by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub cards: Vec<Card>,
    /// The https address of a picture. Nobody loads it unasked: that would tell a third party who reads the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 2000))]
    pub image: Option<String>,
    /// Files that were uploaded for this message before, by this side of a conversation with a brand. Each is of one message.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub attachments: Vec<Attachment>,
    /// What was tapped, in a customer's message. The text is what stood on it.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    pub chosen: Option<Chosen>,
    /// The step of a dispute that the message tells of. The server alone writes it, and who sends one is refused.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<DisputeCard>))]
    pub dispute: Option<Box<DisputeCard>>,
    /// By whose consent a promotion came. The server alone writes it, and who sends one is refused.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<PromotionCard>))]
    pub promotion: Option<Box<PromotionCard>>,
    /// True when no person wrote it. Bots alone say so, and always do.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub automatic: bool,
}

/// Who speaks, which decides what else than words a body may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// A person in their own name: may choose, offers nothing.
    Person,
    /// A member in a brand's name: may offer, chooses nothing.
    Member,
    /// A brand's bot: as a member, and says that it is none.
    Bot,
    /// A brand's campaign: as a bot, and says by which consent.
    Promotion,
    /// The server, which writes down in a person's or the brand's name what they did: no more than words and a card.
    Server,
}

/// A marked part of the text. Offsets count Unicode scalar values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Entity {
    /// What the part is.
    pub kind: EntityKind,
    /// Where it begins, in characters.
    pub offset: u32,
    /// How many characters it has, at least 1.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub length: u32,
}

/// The kinds of marked text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum EntityKind {
    Link,
    Mention,
    Bold,
    Italic,
    Code,
}

/// Why a body was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBody {
    #[error("the body is not of the shape {{\"v\":1,\"text\":\"…\"}}")]
    Shape,
    #[error("version {0} of the body is not known here")]
    Version(u32),
    #[error("the text was refused: {0}")]
    Text(#[from] InvalidText),
    #[error("the entities overlap, are out of order or reach beyond the text")]
    Entities,
    #[error("the body has more than {BODY_BYTES} bytes")]
    TooLarge,
    #[error("{0}")]
    Attachments(&'static str),
    #[error("{0}")]
    Offer(&'static str),
}

impl From<InvalidOffer> for InvalidBody {
    fn from(InvalidOffer(why): InvalidOffer) -> Self {
        Self::Offer(why)
    }
}

impl Body {
    /// A plain text without entities.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            v: BODY_VERSION,
            text: text.into(),
            entities: Vec::new(),
            choices: Vec::new(),
            buttons: Vec::new(),
            cards: Vec::new(),
            image: None,
            attachments: Vec::new(),
            chosen: None,
            dispute: None,
            promotion: None,
            automatic: false,
        }
    }

    /// Checks version, text, entities and offers.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn check(&self, voice: Voice) -> Result<(), InvalidBody> {
        if self.v != BODY_VERSION {
            return Err(InvalidBody::Version(self.v));
        }
        if self.attachments.is_empty() || !self.text.is_empty() {
            text::check_message(&self.text, TEXT_CHARACTERS)?;
        }
        self.check_attachments()?;
        self.check_entities()?;
        self.check_voice(voice)?;
        self.check_offers()
    }

    /// All words of it: the text, and the names of its files, each on a line of its own.
    #[must_use]
    pub fn words(&self) -> String {
        let text = Some(self.text.as_str()).filter(|text| !text.is_empty());
        let names = self.attachments.iter().map(|attachment| attachment.name.as_str());
        text.into_iter().chain(names).collect::<Vec<_>>().join("\n")
    }

    /// Refuses files, where there can be none.
    ///
    /// # Errors
    /// When it has some.
    pub fn check_is_without_files(&self) -> Result<(), InvalidBody> {
        if self.attachments.is_empty() {
            Ok(())
        } else {
            Err(InvalidBody::Attachments("files go with messages that are sent at once, in conversations with brands"))
        }
    }

    fn check_attachments(&self) -> Result<(), InvalidBody> {
        if self.attachments.len() > ATTACHMENTS {
            return Err(InvalidBody::Attachments("there are more than 10 attachments"));
        }
        if !self.attachments.iter().all(Attachment::is_bounded) {
            return Err(InvalidBody::Attachments("an attachment is not what its upload was answered with"));
        }
        let mut ids: Vec<_> = self.attachments.iter().map(|attachment| attachment.id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.len() < self.attachments.len() {
            return Err(InvalidBody::Attachments("an attachment stands there twice"));
        }
        Ok(())
    }

    fn check_voice(&self, voice: Voice) -> Result<(), InvalidBody> {
        let offers =
            !(self.choices.is_empty() && self.buttons.is_empty() && self.cards.is_empty()) || self.image.is_some();
        match voice {
            Voice::Person | Voice::Member | Voice::Bot | Voice::Promotion if self.dispute.is_some() => {
                Err(InvalidBody::Offer("`dispute` is said by the server"))
            }
            Voice::Person | Voice::Member | Voice::Bot | Voice::Server if self.promotion.is_some() => {
                Err(InvalidBody::Offer("`promotion` is said by the server"))
            }
            Voice::Promotion if self.promotion.is_none() || !self.automatic => {
                Err(InvalidBody::Offer("a promotion is `automatic` and says by which consent it came"))
            }
            Voice::Server if offers || self.chosen.is_some() => {
                Err(InvalidBody::Offer("the server offers and chooses nothing"))
            }
            Voice::Person if offers => Err(InvalidBody::Offer("choices, buttons, cards and pictures are a brand's")),
            Voice::Member | Voice::Bot | Voice::Promotion if self.chosen.is_some() => {
                Err(InvalidBody::Offer("`chosen` is said by customers"))
            }
            Voice::Person | Voice::Member if self.automatic => Err(InvalidBody::Offer("`automatic` is said by bots")),
            Voice::Bot if !self.automatic => Err(InvalidBody::Offer("a bot says that it is `automatic`")),
            _ => Ok(()),
        }
    }

    fn check_offers(&self) -> Result<(), InvalidBody> {
        if self.choices.len() > CHOICES {
            return Err(InvalidBody::Offer("there are more than 13 choices"));
        }
        if self.cards.len() > CARDS {
            return Err(InvalidBody::Offer("there are more than 10 cards"));
        }
        if std::iter::once(&self.buttons)
            .chain(self.cards.iter().map(|card| &card.buttons))
            .any(|of| of.len() > BUTTONS)
        {
            return Err(InvalidBody::Offer("there are more than 3 buttons in one place"));
        }
        for choice in &self.choices {
            choice.check()?;
        }
        for button in &self.buttons {
            button.check()?;
        }
        for card in &self.cards {
            card.check()?;
        }
        if let Some(image) = &self.image {
            check_address(image)?;
        }
        match &self.chosen {
            Some(Chosen { seq, .. }) if *seq < 1 => Err(InvalidBody::Offer("`chosen.seq` is the seq of a message")),
            Some(chosen) => Ok(check_id(&chosen.id)?),
            None => Ok(()),
        }
    }

    fn check_entities(&self) -> Result<(), InvalidBody> {
        if self.entities.len() > ENTITIES {
            return Err(InvalidBody::Entities);
        }
        if self.entities.is_empty() {
            return Ok(());
        }
        let characters = self.text.chars().count() as u64;
        let mut end = 0_u64;
        for entity in &self.entities {
            let offset = u64::from(entity.offset);
            if entity.length == 0 || offset < end {
                return Err(InvalidBody::Entities);
            }
            end = offset + u64::from(entity.length);
        }
        if end > characters { Err(InvalidBody::Entities) } else { Ok(()) }
    }
}

/// A checked body in its canonical bytes: what is stored, compared and delivered. Its content never shows in
/// `Debug`, so it cannot reach a log line.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedBody(Box<str>);

impl SealedBody {
    /// Checks a body as it came in and writes it down canonically.
    ///
    /// # Errors
    /// When the shape, the version, the text or the size is wrong.
    pub fn from_wire(raw: &RawValue, voice: Voice) -> Result<Self, InvalidBody> {
        if raw.get().len() > 2 * BODY_BYTES {
            return Err(InvalidBody::TooLarge);
        }
        let body: Body = object::read(raw.get().as_bytes()).map_err(|_| InvalidBody::Shape)?;
        Self::from_body(&body, voice)
    }

    /// Checks a body and writes it down canonically.
    ///
    /// # Errors
    /// When the version, the text, the size or what is offered is wrong, or not for this voice.
    pub fn from_body(body: &Body, voice: Voice) -> Result<Self, InvalidBody> {
        body.check(voice)?;
        let canonical = serde_json::to_string(body).map_err(|_| InvalidBody::Shape)?;
        if canonical.len() > BODY_BYTES {
            return Err(InvalidBody::TooLarge);
        }
        Ok(Self(canonical.into_boxed_str()))
    }

    /// The same bytes as raw JSON, to be put into a larger document.
    #[must_use]
    pub fn to_raw(&self) -> Box<RawValue> {
        // The bytes were written by the serialiser above, so they are JSON.
        RawValue::from_string(self.0.to_string()).unwrap_or_default()
    }

    /// What was tapped, if this is a customer's tap. Costs next to nothing where it is not.
    #[must_use]
    pub fn chosen(&self) -> Option<Chosen> {
        // Within a text each quotation mark is escaped, so that none can pretend to be a field.
        self.0.contains("\"chosen\":{").then(|| serde_json::from_str::<Body>(&self.0).ok()).flatten()?.chosen
    }

    /// What it says, where that is no more than a few words: to know what a customer may mean by one. Costs next to nothing where it is more.
    #[must_use]
    pub fn few_words(&self) -> Option<String> {
        const FEW_BYTES: usize = 120;
        let body: Body = (self.0.len() <= FEW_BYTES).then(|| serde_json::from_str(&self.0).ok()).flatten()?;
        Some(body.text).filter(|text| !text.is_empty() && body.attachments.is_empty())
    }

    /// The files that go with it. Costs next to nothing where there are none.
    #[must_use]
    pub fn attachments(&self) -> Vec<Attachment> {
        if !self.0.contains("\"attachments\":[") {
            return Vec::new();
        }
        serde_json::from_str::<Body>(&self.0).map(|body| body.attachments).unwrap_or_default()
    }

    /// The bytes to store.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl std::fmt::Debug for SealedBody {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "SealedBody({} bytes)", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn raw(text: &str) -> Box<RawValue> {
        RawValue::from_string(text.to_owned()).expect("the test writes valid JSON")
    }

    fn read(text: &str) -> Result<SealedBody, InvalidBody> {
        SealedBody::from_wire(&raw(text), Voice::Person)
    }

    #[test]
    fn one_canonical_form() {
        let spaced = read(r#"{ "text": "h\u0069", "v": 1, "entities": [] }"#);
        let tight = read(r#"{"v":1,"text":"hi"}"#);
        assert_eq!(spaced, tight);
        assert_eq!(tight.map(|body| body.as_bytes().to_vec()), Ok(br#"{"v":1,"text":"hi"}"#.to_vec()));
    }

    #[test]
    fn wrong_shapes_are_named() {
        assert_eq!(read("[]"), Err(InvalidBody::Shape));
        assert_eq!(read(r#"[1,"a"]"#), Err(InvalidBody::Shape));
        let listed = r#"{"v":1,"text":"abc","entities":[["bold",0,1]]}"#;
        assert_eq!(read(listed), Err(InvalidBody::Shape));
        assert_eq!(read(r#"{"v":1,"text":"a","more":1}"#), Err(InvalidBody::Shape));
        assert_eq!(read(r#"{"v":2,"text":"a"}"#), Err(InvalidBody::Version(2)));
        assert_eq!(read(r#"{"v":1,"text":" "}"#), Err(InvalidBody::Text(InvalidText::Empty)));
        let beyond = r#"{"v":1,"text":"abc","entities":[{"kind":"bold","offset":2,"length":2}]}"#;
        assert_eq!(read(beyond), Err(InvalidBody::Entities));
    }

    #[test]
    fn each_voice_says_what_is_its_own() {
        let offered = Body {
            choices: vec![Choice { id: "a".to_owned(), text: "Yes".to_owned() }],
            image: Some("https://shop.example/rose.jpg".to_owned()),
            ..Body::text("Roses?")
        };
        let chosen = Body { chosen: Some(Chosen { seq: 1, id: "a".to_owned() }), ..Body::text("Yes") };
        let automatic = |body: &Body| Body { automatic: true, ..body.clone() };
        let fits = |body: &Body, voice| body.check(voice).is_ok();
        assert!(fits(&offered, Voice::Member) && fits(&automatic(&offered), Voice::Bot));
        assert!(!fits(&offered, Voice::Person) && !fits(&offered, Voice::Bot));
        assert!(fits(&chosen, Voice::Person));
        assert!(!fits(&chosen, Voice::Member) && !fits(&automatic(&chosen), Voice::Bot));
        assert!(
            !fits(&automatic(&Body::text("hi")), Voice::Person) && !fits(&automatic(&Body::text("hi")), Voice::Member)
        );
    }

    #[test]
    fn the_server_alone_says_by_which_consent_something_came() {
        let card = PromotionCard {
            campaign: crate::CampaignId::new(1),
            topic: "offers".to_owned(),
            label: "Offers".to_owned(),
        };
        let promotion = Body {
            promotion: Some(Box::new(card)),
            image: Some("https://shop.example/rose.jpg".to_owned()),
            automatic: true,
            ..Body::text("Roses")
        };
        assert_eq!(promotion.check(Voice::Promotion), Ok(()));
        for voice in [Voice::Member, Voice::Bot, Voice::Server] {
            assert!(promotion.check(voice).is_err(), "{voice:?}");
        }
        let said = |change: fn(&mut Body)| {
            let mut body = promotion.clone();
            change(&mut body);
            body.check(Voice::Promotion)
        };
        assert!(said(|body| body.automatic = false).is_err() && said(|body| body.promotion = None).is_err());
    }

    #[test]
    fn few_words_are_read_and_many_are_not() {
        let of = |text: &str| SealedBody::from_body(&Body::text(text), Voice::Person).expect("valid").few_words();
        assert_eq!((of("STOP").as_deref(), of(&"x".repeat(200))), (Some("STOP"), None));
    }

    #[test]
    fn what_is_offered_has_bounds() {
        let refused = |change: fn(&mut Body)| {
            let mut body = Body::text("Roses?");
            change(&mut body);
            matches!(body.check(Voice::Member), Err(InvalidBody::Offer(_)))
        };
        assert!(refused(|body| body.choices = vec![Choice { id: "a".to_owned(), text: "A".to_owned() }; 14]));
        assert!(refused(|body| body.choices = vec![Choice { id: String::new(), text: "A".to_owned() }]));
        assert!(refused(|body| body.choices = vec![Choice { id: "a".to_owned(), text: "two\nlines".to_owned() }]));
        assert!(refused(|body| body.image = Some("http://shop.example/a.jpg".to_owned())));
        assert!(refused(|body| body.image = Some("https://".to_owned())));
        assert!(refused(|body| body.image = Some("javascript:alert(1)".to_owned())));
        assert!(refused(|body| body.buttons = vec![Button { text: "A".to_owned(), id: None, open: None }]));
        let both = |body: &mut Body| {
            let (id, open) = (Some("a".to_owned()), Some("https://shop.example/".to_owned()));
            body.buttons = vec![Button { text: "A".to_owned(), id, open }];
        };
        assert!(refused(both));
    }

    #[test]
    fn files_may_be_all_that_is_said() {
        let file = |id: i64| Attachment {
            id: crate::AttachmentId::new(id),
            name: "invoice.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            bytes: 7,
            width: None,
            height: None,
        };
        let with = |text: &str, attachments: Vec<Attachment>| Body { attachments, ..Body::text(text) };
        assert_eq!(with("", vec![file(1)]).check(Voice::Person), Ok(()));
        assert_eq!(with("Here", vec![file(1), file(2)]).words(), "Here\ninvoice.pdf\ninvoice.pdf");
        assert_eq!(with(" ", vec![file(1)]).check(Voice::Person), Err(InvalidBody::Text(InvalidText::Empty)));
        let refused = |body: Body| matches!(body.check(Voice::Member), Err(InvalidBody::Attachments(_)));
        assert!(refused(with("Here", vec![file(1), file(1)])));
        assert!(refused(with("Here", (1..=11).map(file).collect())));
        assert!(refused(with("Here", vec![Attachment { bytes: 0, ..file(1) }])));
        assert!(refused(with("Here", vec![Attachment { name: "../a".to_owned(), ..file(1) }])));
        assert!(refused(with("Here", vec![Attachment { width: Some(7), ..file(1) }])));
        let sealed = SealedBody::from_body(&with("", vec![file(1)]), Voice::Person).expect("valid");
        assert_eq!(sealed.attachments(), [file(1)]);
        let quoted = SealedBody::from_body(&Body::text("\"attachments\":["), Voice::Person).expect("valid");
        assert_eq!(quoted.attachments(), []);
    }

    #[test]
    fn content_stays_out_of_debug() {
        let body = SealedBody::from_body(&Body::text("a secret"), Voice::Person).expect("valid");
        assert!(!format!("{body:?}").contains("secret"));
    }

    proptest! {
        #[test]
        fn any_accepted_body_reads_back(text in "\\PC{1,200}") {
            if let Ok(sealed) = SealedBody::from_body(&Body::text(text.clone()), Voice::Person) {
                let back: Body = serde_json::from_slice(sealed.as_bytes()).expect("canonical bytes are JSON");
                prop_assert_eq!(back.text, text);
            }
        }
    }
}
