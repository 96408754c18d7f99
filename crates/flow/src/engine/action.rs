//! What comes out: things to do, each under a key of its own.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use subrosa_proto::Timestamp;

use super::Message;
use crate::duration::Duration;
use crate::flow::Method;
use crate::name::Name;
use crate::value::{Scalar, Values};

/// One thing to do. The key, `session.step.index`, is the same whenever the same step is taken, so that what was done
/// already is known: for a message it is the name of the send.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub key: String,
    /// The node that does it; none where no node does, as when a first message asks for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<Name>,
    pub act: Act,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Say this to the customer.
    Say(Box<Message>),
    /// Find this out, and give the result back under the action's key.
    Effect(Box<Effect>),
    /// Set an attribute of the contact.
    SetAttribute { name: Name, value: Scalar },
    /// Keep that the customer agrees to a topic, asked with exactly these words.
    Agreed { topic: Name, text: String },
    /// Give the thread to people. The session is over.
    HandOver(Box<Packet>),
    /// Have this message of the campaign sent, and give the result back under the action's key.
    Promote { message: Name },
    /// Give `Input::Timer` with the action's key at this moment; earlier timers of the session count no more.
    WaitUntil { at: Timestamp },
    /// The session is over.
    Ended(Ending),
}

/// What to find out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// The order with this number, if the second fact is its own.
    LookUpOrder { number: String, second: Proof },
    /// The answer of a service at an https address, within a time.
    Webhook { url: String, method: Method, body: Json, timeout: Duration },
    /// The knowledge's answer to a question.
    Answer { question: String },
}

/// A second fact of an order, as the customer gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    Email(String),
    Phone(String),
    Postcode(String),
}

/// What the people who take over should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packet {
    pub reason: Reason,
    /// Who takes over; none: whoever does by default.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<Name>,
    /// What it is about, in the flow's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// A private note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The node the bot was at, if at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub node: Option<Name>,
    /// The intent that was found last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intent: Option<Name>,
    /// What the customer wrote last.
    pub message: String,
    /// What the bot has learnt.
    pub variables: Values,
    /// The facts of the order found last.
    pub order: Values,
    /// The flow's language.
    pub language: String,
}

/// Why people take over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Flow,
    Asked,
    NotUnderstood,
    TooManyNodes,
    TooManySteps,
    Failed,
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Flow => "the flow hands over here",
            Self::Asked => "the customer asked for a person",
            Self::NotUnderstood => "the bot did not understand the customer",
            Self::TooManyNodes => "the bot went through too many nodes for one message",
            Self::TooManySteps => "the conversation with the bot became too long",
            Self::Failed => "the bot could not go on at this node",
        })
    }
}

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// It came to its end.
    Finished,
    /// Nothing was heard for as long as the flow says.
    TimedOut,
}
