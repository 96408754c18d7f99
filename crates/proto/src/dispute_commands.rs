//! What is done in a dispute, as it is asked for. A command has a name of its own, so that it is carried out once however often it is sent.

use serde::{Deserialize, Serialize};

use crate::dispute::DisputeRuling;
use crate::ids::{ClientId, OrderId};
use crate::object;
use crate::remedy::Remedy;
use crate::time::Timestamp;

/// Opens a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenDispute {
    /// The name of this command, made by the client before its first try, as for a message.
    pub client_id: ClientId,
    /// One of the customer's orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// What is wrong: 1 to 2,000 characters.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000, example = "It came broken."))]
    pub text: String,
    /// Messages of the thread that show it, by their `seq`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub messages: Vec<i64>,
}

/// Asks the customer for more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AskCustomer {
    /// Without an answer by then the dispute ends: within a year from now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// Offers something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MakeOffer {
    pub remedy: Remedy,
    /// Until when it can be accepted: within a year from now.
    pub until: Timestamp,
}

/// Answers an offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerOffer {
    /// The offer's number, so that nobody answers another than the one that they have read.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub offer: i64,
}

/// Says by when it is to be over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SetDue {
    /// Within a year from now; null for no such moment.
    #[serde(default)]
    pub at: Option<Timestamp>,
}

/// Says which order it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct NameOrder {
    /// One of the customer's orders.
    pub order: OrderId,
}

/// A step to take. `accept` and `decline` are the customer's, `state` and `withdraw` either side's, the others the brand's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum WantedStep {
    /// Say something; with `text`.
    State,
    /// Ask the customer for more; with `text`.
    Ask(#[serde(deserialize_with = "object::one")] AskCustomer),
    Offer(#[serde(deserialize_with = "object::one")] MakeOffer),
    /// Take the open offer back.
    TakeBack,
    Accept(#[serde(deserialize_with = "object::one")] AnswerOffer),
    Decline(#[serde(deserialize_with = "object::one")] AnswerOffer),
    /// Take the dispute back.
    Withdraw,
    Due(#[serde(deserialize_with = "object::one")] SetDue),
    About(#[serde(deserialize_with = "object::one")] NameOrder),
}

/// Takes a step in a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TakeDisputeStep {
    /// The name of this command, made by the client before its first try, as for a message.
    pub client_id: ClientId,
    pub step: WantedStep,
    /// What is said with it: up to 2,000 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub text: Option<String>,
    /// Messages of the thread that it points at, by their `seq`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub messages: Vec<i64>,
}

/// Decides a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DecideDispute {
    /// The name of this command, made by the client before its first try, as for a message.
    pub client_id: ClientId,
    pub ruling: DisputeRuling,
    /// What the customer gets, where it is for them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remedy: Option<Remedy>,
    /// The reason, which the customer reads: 1 to 2,000 characters.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 2000))]
    pub text: String,
}
