//! Questions whose answers are checked and kept.

use serde::{Deserialize, Serialize};

use crate::name::Name;

/// Asks for one value. What counts as an answer is the variable's kind; one of kind `choice` or `yes_no` offers its choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The question.
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    /// The variable that keeps the answer.
    pub into: Name,
    /// How often it is asked again after an answer that does not fit.
    #[serde(default = "twice")]
    #[schema(maximum = 5)]
    pub retries: u8,
    /// Said when an answer does not fit. Without it: a sentence in the flow's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub retry: Option<String>,
    /// The node after an answer that fits.
    pub then: Name,
    /// The node after the last answer that does not fit.
    pub otherwise: Name,
}

/// Asks for several values: in one message where the channel can show a form, one after another where it can't.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Said above the fields.
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    /// The fields, in order.
    #[schema(min_items = 1, max_items = 10)]
    pub fields: Vec<Field>,
    /// How often each field, or the form as a whole, is asked again.
    #[serde(default = "twice")]
    #[schema(maximum = 5)]
    pub retries: u8,
    /// The node after all fields fit.
    pub then: Name,
    /// The node after the last answer that does not fit.
    pub otherwise: Name,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// The question, or the field's label.
    #[schema(min_length = 1, max_length = 2000)]
    pub text: String,
    /// The variable that keeps the answer.
    pub into: Name,
    /// Said when an answer does not fit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 2000)]
    pub retry: Option<String>,
}

const fn twice() -> u8 {
    2
}
