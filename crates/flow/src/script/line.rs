//! One line of a scripted conversation.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

use crate::duration::Duration;
use crate::engine::{Ending, KnowledgeResult, OrderResult, Reason, WebhookResult};
use crate::name::Name;
use crate::value::Values;

/// What happens, or has to be: a map with one entry, whose key is the kind.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// The customer writes.
    Customer(String),
    /// The customer taps what is shown with this text: of what the bot offered last, an ice breaker, or the menu.
    Choose(String),
    /// The customer sends a form: what is written in each field, by its variable.
    FillIn(BTreeMap<Name, String>),
    /// The bot has to say this next.
    Bot(BotLine),
    /// The order that the bot looks up.
    Order(OrderResult),
    /// The answer of the service that the bot calls.
    Webhook(WebhookResult),
    /// What the knowledge says to the bot's question.
    Knowledge(KnowledgeResult),
    /// Time passes.
    Wait(Duration),
    /// The contact has to have these attributes now.
    Attribute(Values),
    /// The customer has to agree to this topic now.
    Agreed(Name),
    /// People have to take over now.
    HandOver(HandOverLine),
    /// The conversation has to end now.
    Ended(Ending),
}

/// What the bot has to say: a text, or what is said of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum BotLine {
    /// Exactly this.
    Exactly(String),
    /// Something like this.
    Like(Like),
}

/// What is known of a message.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Like {
    /// It has this inside it.
    pub contains: Option<String>,
    /// It offers these, in this order: quick replies and buttons by what stands on them.
    pub choices: Option<Vec<String>>,
}

/// How people have to take over: a team, or more of it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum HandOverLine {
    /// This team.
    Team(Name),
    /// As said here; what is left out may be anything.
    Like(HandOverLike),
}

/// What is known of a hand-over.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOverLike {
    pub team: Option<Name>,
    pub reason: Option<Reason>,
    /// The summary has this inside it.
    pub summary: Option<String>,
}

impl fmt::Display for BotLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(text) => write!(formatter, "bot: {}", text.trim_end()),
            Self::Like(like) => {
                formatter.write_str("bot:")?;
                if let Some(text) = &like.contains {
                    write!(formatter, " …{text}…")?;
                }
                like.choices.iter().flatten().try_for_each(|choice| write!(formatter, " [{choice}]"))
            }
        }
    }
}

impl fmt::Display for HandOverLine {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("hand over")?;
        match self {
            Self::Team(team) => write!(formatter, " to {team}"),
            Self::Like(like) => {
                if let Some(team) = &like.team {
                    write!(formatter, " to {team}")?;
                }
                if let Some(reason) = &like.reason {
                    write!(formatter, " because {reason}")?;
                }
                match &like.summary {
                    Some(summary) => write!(formatter, " with “…{summary}…”"),
                    None => Ok(()),
                }
            }
        }
    }
}
