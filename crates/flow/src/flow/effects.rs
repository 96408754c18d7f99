//! What needs someone else's answer: an order, another service, the knowledge of the brand.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::duration::Duration;
use crate::name::Name;
use crate::unique;

/// Looks an order up by its number and a second fact, so that a number alone tells nobody anything. What is found can be
/// read as `order.…` from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LookUpOrder {
    /// The variable that holds the order's number.
    pub number: Name,
    /// The second fact, which has to be the order's.
    pub second: SecondFact,
    /// The node when both fit.
    pub found: Name,
    /// The node when they don't; it does not say which.
    pub not_found: Name,
    /// The node after too many tries, or when orders can't be read now.
    pub throttled: Name,
}

/// What proves that an order is the customer's, with the variable that holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecondFact {
    Email(Name),
    Phone(Name),
    Postcode(Name),
}

impl SecondFact {
    /// The variable that holds it.
    #[must_use]
    pub const fn variable(&self) -> &Name {
        match self {
            Self::Email(name) | Self::Phone(name) | Self::Postcode(name) => name,
        }
    }
}

/// Calls another service and keeps values of its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// The https address. `{{ names }}` may stand after the host, and are escaped.
    #[schema(max_length = 2000)]
    pub url: String,
    /// The method.
    #[serde(default)]
    pub method: Method,
    /// The JSON to send; `{{ names }}` may stand in its texts, and can't break its shape.
    #[serde(default, skip_serializing_if = "Json::is_null")]
    pub body: Json,
    /// Which variable keeps which value of the answer, by the path to it: `data.points` or `items.0.name`.
    #[serde(default, deserialize_with = "unique::map", skip_serializing_if = "BTreeMap::is_empty")]
    pub save: BTreeMap<Name, String>,
    /// How long the answer may take, up to 10 s.
    #[serde(default = "five_seconds")]
    pub timeout: Duration,
    /// The node after an answer with status 200 to 299 that holds every saved value.
    pub then: Name,
    /// The node after anything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Name>,
}

/// Methods of HTTP.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    #[default]
    Get,
    Post,
    Put,
    Patch,
    Delete,
}

impl Method {
    /// As HTTP writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// Answers from the brand's knowledge, and says the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The question; without it, what the customer wrote last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub question: Option<String>,
    /// The node after the answer was said.
    pub answered: Name,
    /// The node when the knowledge has none.
    pub unknown: Name,
}

const fn five_seconds() -> Duration {
    Duration::from_seconds(5)
}
