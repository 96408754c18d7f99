//! The wait for a person: what customers are told of it, and how it stands.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// When a brand's customers are told how long they will wait for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum WaitTold {
    Never,
    /// When a bot gives the thread to people, as it does when the customer asks for a person.
    AfterBots,
    /// Then, and whenever a customer who writes begins to wait in a queue.
    Always,
}

impl WaitTold {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Never, Self::AfterBots, Self::Always];
}

/// A language in which customers can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum WaitLanguage {
    En,
    De,
    Es,
    Fr,
    Ar,
}

impl WaitLanguage {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::En, Self::De, Self::Es, Self::Fr, Self::Ar];

    /// The one of a name as in BCP 47, whatever its region: `de` of `de-AT`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let language = tag.split('-').next().unwrap_or_default();
        let names = [("en", Self::En), ("de", Self::De), ("es", Self::Es), ("fr", Self::Fr), ("ar", Self::Ar)];
        names.into_iter().find_map(|(name, one)| language.eq_ignore_ascii_case(name).then_some(one))
    }
}

/// What a brand's customers are told of their wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WaitSettings {
    pub told: WaitTold,
    /// The language in which they are told where no bot spoke with them. A bot's flow has its own.
    pub language: WaitLanguage,
}

/// How a customer's wait for a person stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CustomerWait {
    /// How many wait before the customer; absent when they do not wait in a queue, or the brand does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 0))]
    pub before: Option<i64>,
    /// When the brand opens next, for a customer who waits while it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub opens_at: Option<Timestamp>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_its_first_part() {
        assert_eq!(WaitLanguage::of_tag("de-AT"), Some(WaitLanguage::De));
        assert_eq!(WaitLanguage::of_tag("AR"), Some(WaitLanguage::Ar));
        assert_eq!(WaitLanguage::of_tag("tlh"), None);
        assert_eq!(WaitLanguage::of_tag(""), None);
    }
}
