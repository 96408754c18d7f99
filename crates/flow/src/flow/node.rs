//! The kinds of node.

use serde::{Deserialize, Serialize};

use super::{Answer, Ask, Condition, Consent, End, Form, HandOver, LookUpOrder, Promote, Say, Webhook};
use crate::duration::Duration;
use crate::name::Name;
use crate::unique;
use crate::value::{Scalar, Values};

/// One step of a bot: a map with one entry, whose key is the kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Node {
    Say(Say),
    Ask(Ask),
    Form(Form),
    Condition(Branch),
    Set(Set),
    LookUpOrder(LookUpOrder),
    Webhook(Webhook),
    Answer(Answer),
    Consent(Consent),
    HandOver(HandOver),
    Wait(Wait),
    Promote(Promote),
    /// Goes on at another node.
    Goto(Name),
    End(End),
}

/// Goes one of two ways.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// What decides.
    #[serde(rename = "if")]
    pub condition: Condition,
    /// The node when it holds.
    pub then: Name,
    /// The node when it does not.
    pub otherwise: Name,
}

/// Sets variables, and attributes of the contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// New values of variables. A text may hold `{{ names }}`.
    #[serde(default, deserialize_with = "unique::map", skip_serializing_if = "Values::is_empty")]
    #[schema(value_type = std::collections::BTreeMap<Name, Scalar>)]
    pub variables: Values,
    /// New values of the contact's attributes. A text may hold `{{ names }}`.
    #[serde(default, deserialize_with = "unique::map", skip_serializing_if = "Values::is_empty")]
    #[schema(value_type = std::collections::BTreeMap<Name, Scalar>)]
    pub attributes: Values,
    /// The next node.
    pub then: Name,
}

/// Waits for some time, or until the customer writes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Wait {
    /// How long.
    #[serde(rename = "for")]
    pub length: Duration,
    /// The node when the customer writes before that. Without it, words that are no keyword leave the bot waiting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Name>,
    /// The node when the time is over.
    pub then: Name,
}

impl Node {
    /// The kind, as the file calls it.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Say(_) => "say",
            Self::Ask(_) => "ask",
            Self::Form(_) => "form",
            Self::Condition(_) => "condition",
            Self::Set(_) => "set",
            Self::LookUpOrder(_) => "look_up_order",
            Self::Webhook(_) => "webhook",
            Self::Answer(_) => "answer",
            Self::Consent(_) => "consent",
            Self::HandOver(_) => "hand_over",
            Self::Wait(_) => "wait",
            Self::Promote(_) => "promote",
            Self::Goto(_) => "goto",
            Self::End(_) => "end",
        }
    }
}
