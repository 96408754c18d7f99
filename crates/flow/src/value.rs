//! What a variable, an attribute or a fact of an order holds.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::limits::VALUE_CHARACTERS;
use crate::name::Name;
use crate::number::Number;

/// Named values: attributes of a contact, facts of an order, variables of a session.
pub type Values = BTreeMap<Name, Scalar>;

/// One value. Dates are texts of the form `2026-12-24`, so that their order is that of their letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
#[serde(untagged)]
pub enum Scalar {
    /// Yes or no.
    YesNo(bool),
    /// A decimal number.
    #[schema(value_type = f64)]
    Number(Number),
    /// A text of up to 1,000 characters; more is cut off.
    Text(String),
}

impl Scalar {
    /// A text, cut to the most that a value holds.
    #[must_use]
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().chars().take(VALUE_CHARACTERS).collect())
    }
}

impl fmt::Display for Scalar {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(yes) => yes.fmt(formatter),
            Self::Number(number) => number.fmt(formatter),
            Self::Text(text) => formatter.write_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// By hand, because a derived one keeps a copy first and loses the place of what is wrong.
struct ValueVisitor;

impl Visitor<'_> for ValueVisitor {
    type Value = Scalar;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text, a number, true or false")
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<Scalar, E> {
        Ok(Scalar::YesNo(yes))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Number::whole(number).map(Scalar::Number).map_err(E::custom)
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        i64::try_from(number).map_err(E::custom).and_then(|number| self.visit_i64(number))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar, E> {
        Number::try_from(number).map(Scalar::Number).map_err(E::custom)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::text(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_json_form_each() {
        for json in ["true", "12", "-0.5", "\"2026-12-24\""] {
            let value: Scalar = serde_json::from_str(json).expect("a value");
            assert_eq!(serde_json::to_string(&value).expect("JSON"), json);
        }
        assert!(serde_json::from_str::<Scalar>("null").is_err() && serde_json::from_str::<Scalar>("[]").is_err());
    }

    #[test]
    fn long_texts_are_cut() {
        let Scalar::Text(kept) = Scalar::text("ä".repeat(5_000)) else { panic!("a text") };
        assert_eq!(kept.chars().count(), VALUE_CHARACTERS);
    }
}
