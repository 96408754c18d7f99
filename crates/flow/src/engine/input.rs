//! What comes in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::name::Name;
use crate::value::Values;

/// One thing that happened. Keys are those of the actions that asked for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Input {
    /// The customer wrote. The first 2,000 characters are read.
    Text(String),
    /// The customer tapped something, by its id.
    Chosen(String),
    /// The customer sent a form: what they wrote into each field, by its variable.
    Fields(BTreeMap<Name, String>),
    /// The moment of a `WaitUntil` has come, by its key.
    Timer(String),
    /// An order was looked up.
    Order(String, OrderResult),
    /// A webhook answered, or did not.
    Webhook(String, WebhookResult),
    /// The knowledge was asked.
    Knowledge(String, KnowledgeResult),
    /// A message of a journey was sent, or was not.
    Promoted(String, PromotionResult),
}

/// What came of looking an order up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderResult {
    /// Its facts.
    Found(Values),
    /// No order has this number and this second fact.
    NotFound,
    /// Too many tries, or orders can't be read now.
    Throttled,
}

/// What came of a webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WebhookResult {
    /// The status of HTTP, and the JSON of the body; null where it was none.
    Answered {
        status: u16,
        #[serde(default)]
        body: Json,
    },
    /// It could not be reached, took too long, or said too much.
    Failed,
}

/// What came of asking the knowledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KnowledgeResult {
    /// The answer to say.
    Answered(String),
    /// It has none that is sure enough.
    Unknown,
}

/// What came of a message of a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromotionResult {
    /// They have it.
    Sent,
    /// They don't, and won't.
    Skipped,
}
