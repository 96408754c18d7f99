//! A conversation of one customer with one version of one flow, as a value to be kept.

use serde::{Deserialize, Serialize};

use crate::name::Name;
use crate::program::{FlowVersion, Program};
use crate::value::Values;

/// A session. It holds all that the next step needs beside the flow and the facts, in a few kilobytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Its name, which begins the key of each of its actions.
    pub id: String,
    /// The flow it began with, and goes on with when a newer version is published.
    pub flow: FlowVersion,
    /// The inputs taken so far, from 1.
    pub step: u32,
    pub standing: Standing,
    /// The key of the timer that counts.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timer: String,
    /// What was asked, saved and set.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub variables: Values,
    /// The facts of the order found last.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub order: Values,
    /// What the customer wrote last.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub message: String,
    /// The question for a consent, as it was shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shown: String,
    /// The intent found last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Name>,
    /// How often in a row nothing fitted the customer's words.
    #[serde(default)]
    pub misses: u8,
    /// How often the present question got an answer that does not fit.
    #[serde(default)]
    pub tries: u8,
    /// The fields of the present form that have no answer yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<Name>,
}

/// What a session waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The customer's answer at a node.
    Asked(Name),
    /// The time of a `wait`.
    Waiting(Name),
    /// The result of a node's effect, by the effect's key.
    Working { node: Name, effect: String },
    /// Nothing: it ended, or people have the thread.
    Over,
}

impl Standing {
    /// The node it is at; none when it is over.
    #[must_use]
    pub const fn node(&self) -> Option<&Name> {
        match self {
            Self::Asked(node) | Self::Waiting(node) | Self::Working { node, .. } => Some(node),
            Self::Over => None,
        }
    }
}

impl Session {
    /// A session that has not begun, with the defaults of the flow's variables.
    pub(super) fn new(id: &str, program: &Program) -> Self {
        let defaults = program.flow().variables.iter();
        let variables = defaults.filter_map(|(name, variable)| Some((name.clone(), variable.default.clone()?)));
        Self {
            id: id.to_owned(),
            flow: program.version().clone(),
            step: 1,
            standing: Standing::Over,
            timer: String::new(),
            variables: variables.collect(),
            order: Values::new(),
            message: String::new(),
            shown: String::new(),
            intent: None,
            misses: 0,
            tries: 0,
            left: Vec::new(),
        }
    }

    /// The same, for the next input.
    pub(super) fn next(&self) -> Self {
        Self { step: self.step.saturating_add(1), ..self.clone() }
    }
}
