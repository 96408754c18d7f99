//! What a bot keeps during a conversation.

use serde::{Deserialize, Serialize};

use crate::value::Scalar;

/// A variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// What it holds.
    pub kind: Kind,
    /// What can be chosen, for the kind `choice`; shown as quick replies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 13)]
    pub choices: Vec<Choice>,
    /// What it holds before it is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Scalar>,
}

/// What a variable holds, and so which answers to a question fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Any words.
    Text,
    /// A decimal number.
    Number,
    /// An e-mail address; only its form is checked.
    Email,
    /// A day, kept as `2026-12-24`.
    Date,
    /// One of the variable's choices.
    Choice,
    /// Yes or no.
    YesNo,
}

/// One choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What the variable holds when it is chosen.
    #[schema(min_length = 1, max_length = 80)]
    pub value: String,
    /// What the customer sees, up to 20 characters; without it, the value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 20)]
    pub text: Option<String>,
}

impl Choice {
    /// What the customer sees.
    #[must_use]
    pub fn label(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.value)
    }
}
