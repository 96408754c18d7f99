//! Names of nodes, variables, attributes and teams.

use std::borrow::Borrow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::openapi::{ObjectBuilder, RefOr, schema};

use crate::limits::NAME_CHARACTERS;

/// A name: 1 to 40 lower-case Latin letters, digits and underscores, beginning with a letter. A node keeps its name for good:
/// it is what sessions, reports and comparisons know it by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// Why a text is no name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` can't be a name: use up to {NAME_CHARACTERS} lower-case letters, digits and underscores, beginning with a letter"
)]
pub struct InvalidName(String);

impl Name {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Name {
    type Error = InvalidName;

    fn try_from(text: String) -> Result<Self, InvalidName> {
        let plain = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        let begins = text.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
        if plain && begins && text.len() <= NAME_CHARACTERS {
            Ok(Self(text))
        } else {
            Err(InvalidName(text.chars().take(NAME_CHARACTERS).collect()))
        }
    }
}

impl FromStr for Name {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        Self::try_from(text.to_owned())
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl utoipa::PartialSchema for Name {
    fn schema() -> RefOr<schema::Schema> {
        ObjectBuilder::new()
            .schema_type(schema::Type::String)
            .pattern(Some("^[a-z][a-z0-9_]{0,39}$"))
            .description(Some("A name: lower-case letters, digits and underscores, beginning with a letter."))
            .into()
    }
}
impl utoipa::ToSchema for Name {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for good in ["a", "order_status", "step2", &"x".repeat(40)] {
            assert!(good.parse::<Name>().is_ok(), "{good}");
        }
        for bad in ["", "2nd", "_x", "Order", "größe", "a-b", "a.b", &"x".repeat(41)] {
            assert!(bad.parse::<Name>().is_err(), "{bad}");
        }
    }
}
