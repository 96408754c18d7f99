//! What one message says: a typed, versioned body.
//!
//! Conversations between people carry it as opaque bytes: it is checked once, where plain text enters, written
//! down in one canonical form, and from there on stored, ordered and delivered unread. End-to-end encryption
//! replaces these bytes and nothing else.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::limits::{BODY_BYTES, ENTITIES, TEXT_CHARACTERS};
use crate::object;
use crate::text::{self, InvalidText};

/// The version this code writes. A reader that meets a higher one shows that the message needs a newer app.
pub const BODY_VERSION: u32 = 1;

/// What one message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Body {
    /// The version of this shape: 1.
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1))]
    pub v: u32,
    /// The text, up to 10,000 characters, not blank.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 10000, example = "See you at eight?"))]
    pub text: String,
    /// Parts of the text that mean more than their letters, in order, without overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub entities: Vec<Entity>,
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
}

impl Body {
    /// A plain text without entities.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self { v: BODY_VERSION, text: text.into(), entities: Vec::new() }
    }

    /// Checks version, text and entities.
    ///
    /// # Errors
    /// Names the first thing that is wrong.
    pub fn check(&self) -> Result<(), InvalidBody> {
        if self.v != BODY_VERSION {
            return Err(InvalidBody::Version(self.v));
        }
        text::check_message(&self.text, TEXT_CHARACTERS)?;
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
    pub fn from_wire(raw: &RawValue) -> Result<Self, InvalidBody> {
        if raw.get().len() > 2 * BODY_BYTES {
            return Err(InvalidBody::TooLarge);
        }
        let body: Body = object::read(raw.get().as_bytes()).map_err(|_| InvalidBody::Shape)?;
        Self::from_body(&body)
    }

    /// Checks a body and writes it down canonically.
    ///
    /// # Errors
    /// When the version, the text or the size is wrong.
    pub fn from_body(body: &Body) -> Result<Self, InvalidBody> {
        body.check()?;
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

    #[test]
    fn one_canonical_form() {
        let spaced = SealedBody::from_wire(&raw(r#"{ "text": "h\u0069", "v": 1, "entities": [] }"#));
        let tight = SealedBody::from_wire(&raw(r#"{"v":1,"text":"hi"}"#));
        assert_eq!(spaced, tight);
        assert_eq!(tight.map(|body| body.as_bytes().to_vec()), Ok(br#"{"v":1,"text":"hi"}"#.to_vec()));
    }

    #[test]
    fn wrong_shapes_are_named() {
        assert_eq!(SealedBody::from_wire(&raw("[]")), Err(InvalidBody::Shape));
        assert_eq!(SealedBody::from_wire(&raw(r#"[1,"a"]"#)), Err(InvalidBody::Shape));
        let listed = r#"{"v":1,"text":"abc","entities":[["bold",0,1]]}"#;
        assert_eq!(SealedBody::from_wire(&raw(listed)), Err(InvalidBody::Shape));
        assert_eq!(SealedBody::from_wire(&raw(r#"{"v":1,"text":"a","more":1}"#)), Err(InvalidBody::Shape));
        assert_eq!(SealedBody::from_wire(&raw(r#"{"v":2,"text":"a"}"#)), Err(InvalidBody::Version(2)));
        assert_eq!(SealedBody::from_wire(&raw(r#"{"v":1,"text":" "}"#)), Err(InvalidBody::Text(InvalidText::Empty)));
        let beyond = r#"{"v":1,"text":"abc","entities":[{"kind":"bold","offset":2,"length":2}]}"#;
        assert_eq!(SealedBody::from_wire(&raw(beyond)), Err(InvalidBody::Entities));
    }

    #[test]
    fn content_stays_out_of_debug() {
        let body = SealedBody::from_body(&Body::text("a secret")).expect("valid");
        assert!(!format!("{body:?}").contains("secret"));
    }

    proptest! {
        #[test]
        fn any_accepted_body_reads_back(text in "\\PC{1,200}") {
            if let Ok(sealed) = SealedBody::from_body(&Body::text(text.clone())) {
                let back: Body = serde_json::from_slice(sealed.as_bytes()).expect("canonical bytes are JSON");
                prop_assert_eq!(back.text, text);
            }
        }
    }
}
