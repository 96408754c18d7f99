//! Flows that are looked at and tried before they are published: what is wrong with one, and what it does to what a tester does.
//! Nothing of it is kept, and nobody hears of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::contact::AttributeValue;
use crate::journal::HandedOver;
use crate::object;

/// A flow to check.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CheckFlow {
    /// The flow file, in YAML or JSON. A request has at most 128 KiB.
    pub source: String,
}

/// What is to be said of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FlowCheck {
    /// Whether it can run: there are no errors.
    pub sound: bool,
    /// Errors first, then by place.
    pub findings: Vec<FlowFinding>,
}

/// One thing that is wrong with a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FlowFinding {
    pub severity: FindingSeverity,
    /// Its stable name: `unknown-target`. `unreadable` where the file is no flow at all.
    pub code: String,
    /// The node it is in, if in one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub node: Option<String>,
    /// The field of the node, or of the flow: `quick_replies.0.then`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub field: Option<String>,
    /// The line of the file at which the node, or the flow's entry, begins; from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub line: Option<i64>,
    /// What is wrong.
    pub text: String,
    /// What to do about it.
    pub hint: String,
}

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum FindingSeverity {
    /// The flow can't run.
    Error,
    /// It can, and probably not as meant.
    Warning,
}

/// A flow to try, and what the tester has done so far. It is played from the beginning.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SimulateFlow {
    /// The flow file, in YAML or JSON. A request has at most 128 KiB.
    pub source: String,
    /// What the tester did, the oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 200))]
    pub inputs: Vec<SimulatedInput>,
    /// Whether the brand is open.
    #[serde(default = "yes")]
    pub open: bool,
    /// What is known of the customer: values by the names of attributes, at most 50.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub contact: BTreeMap<String, AttributeValue>,
}

/// One thing that a tester does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SimulatedInput {
    /// Writes as the customer. The first 2,000 characters are read.
    Text { text: String },
    /// Taps, as the customer, what has this id and this text.
    Choice { id: String, text: String },
    /// The order is found: its facts, by their names, at most 50.
    OrderFound {
        #[serde(default)]
        facts: BTreeMap<String, AttributeValue>,
    },
    /// No order has this number and this second fact.
    OrderNotFound {},
    /// There were too many tries, or orders can't be read.
    OrdersThrottled {},
    /// The service answers. It is never called.
    ServiceAnswered {
        #[cfg_attr(feature = "schema", schema(minimum = 100, maximum = 599))]
        status: u16,
        #[serde(default)]
        body: serde_json::Value,
    },
    /// The service does not answer.
    ServiceFailed {},
    /// The knowledge has this answer.
    KnowledgeAnswered { text: String },
    /// The knowledge has none.
    KnowledgeUnknown {},
    /// Time passes until something happens by itself.
    Wait {},
}

/// How far a flow came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Simulation {
    /// One for each input that was taken.
    pub turns: Vec<SimulatedTurn>,
    /// Why the next input was not taken; absent when all were.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub stopped: Option<SimulationStop>,
    /// What the bot waits for.
    pub awaits: SimulationAwaits,
    /// The node it waits at, if at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub node: Option<String>,
    /// In how many seconds something happens by itself; absent where nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub rings_in: Option<i64>,
    /// What the bot has learnt, by the names of the flow's variables.
    pub variables: BTreeMap<String, String>,
    /// The facts of the order found last.
    pub order: BTreeMap<String, String>,
    /// What is known of the customer now.
    pub contact: BTreeMap<String, String>,
}

/// What one input led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SimulatedTurn {
    /// The nodes that the bot came to, in order.
    pub walked: Vec<String>,
    /// What it did, in order.
    pub did: Vec<SimulatedAct>,
}

/// One thing that the bot did, and the node that did it. Later kinds join here; a client skips those it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SimulatedAct {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub node: Option<String>,
    #[serde(flatten)]
    pub what: Simulated,
}

/// What the bot did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Simulated {
    /// Said this.
    Said { body: Box<Body> },
    /// Looked up the order with this number, by a second fact of this kind: `email`, `phone` or `postcode`.
    LooksUpOrder { number: String, by: String, fact: String },
    /// Would call this service.
    Calls { method: String, url: String, body: serde_json::Value },
    /// Asked the knowledge.
    Asks { question: String },
    /// Would set an attribute of the contact.
    Sets { name: String, value: String },
    /// Would keep that the customer agrees to a topic of the brand's, asked with exactly this text.
    Agrees { topic: String, text: String },
    /// Gave the thread to people.
    HandedOver(Box<HandedOver>),
    /// Came to its end, or heard nothing for too long.
    Ended { timed_out: bool },
}

/// What the bot waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SimulationAwaits {
    /// Something that begins a conversation.
    Beginning,
    /// The customer.
    Customer,
    /// That time passes.
    Time,
    /// What comes of looking up an order.
    Order,
    /// The answer of a service.
    Service,
    /// The answer of the knowledge.
    Knowledge,
    /// Nothing: people have the thread.
    People,
}

/// Why an input was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SimulationStop {
    /// It does not start the bot.
    StartsNothing,
    /// The bot waits for a result first.
    Busy,
    /// The bot does not wait for this.
    NotAwaited,
    /// Nothing happens by itself, however long one waits.
    NothingComes,
    /// People have the thread.
    WithPeople,
}

const fn yes() -> bool {
    true
}
