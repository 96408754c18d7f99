//! What may be sent on a brand's thread now, and the replies that are to be sent later.
//!
//! Never: the decision itself (that is `desk`'s), clocks.

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::ids::{AccountId, ClientId, ScheduledId};
use crate::object;
use crate::time::Timestamp;

/// What kind of thing is sent to a customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SendingKind {
    /// The words of a member.
    Reply,
    /// What is said without one: by bots, rules and surveys.
    Automatic,
    /// A message template, sent by a member.
    Template,
    /// A campaign's message.
    Promotion,
}

impl SendingKind {
    /// What is sent from a thread: a promotion is no one's who looks at it.
    pub const ON_THREAD: [Self; 3] = [Self::Reply, Self::Automatic, Self::Template];
}

/// Why something can't be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SendingReason {
    /// The customer's account is disabled, or gone.
    CustomerGone,
    /// The customer last wrote too long ago for this channel.
    WindowClosed,
    /// Since the reply was written, the thread has gone to someone else.
    ThreadTaken,
    /// Since the reply was written, the customer has written.
    CustomerWrote,
    /// Whoever wrote the reply answers customers no more.
    AuthorLeft,
    /// The customer has not agreed to hear of what it advertises.
    NoConsent,
}

/// What may be sent on a thread, for those who show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sending {
    /// What may be sent, each until its moment.
    pub kinds: Vec<Sendable>,
    /// Why no reply may be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub reason: Option<SendingReason>,
}

/// One kind that may be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Sendable {
    pub kind: SendingKind,
    /// Until when, unless the customer writes again; absent when there is no end to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub until: Option<Timestamp>,
}

/// When a reply is to be sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SendAt {
    /// At this moment, within a year.
    Moment(Timestamp),
    /// Tomorrow at 9:00, by the clocks of the brand's zone.
    Tomorrow,
    /// When the brand's business hours begin next.
    Opening,
}

/// What becomes of a scheduled reply when the customer writes before it is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum IfCustomerWrites {
    /// It is held, for a member to decide.
    #[default]
    Hold,
    /// It is sent all the same.
    Send,
}

/// A reply to be sent later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScheduleReply {
    /// The writer's own name for it: a repetition gives the first result.
    pub client_id: ClientId,
    #[serde(deserialize_with = "object::one")]
    pub body: Body,
    pub at: SendAt,
    /// `hold` unless said.
    #[serde(default)]
    pub if_customer_writes: IfCustomerWrites,
}

/// A scheduled reply written anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChangeScheduled {
    #[serde(deserialize_with = "object::one")]
    pub body: Body,
    pub at: SendAt,
    /// `hold` unless said.
    #[serde(default)]
    pub if_customer_writes: IfCustomerWrites,
}

/// A reply that waits for its moment, or is held because it could not be sent when that came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScheduledReply {
    pub id: ScheduledId,
    /// The member who sends it: whoever last wrote it down.
    pub author: AccountId,
    pub body: Body,
    pub due_at: Timestamp,
    pub if_customer_writes: IfCustomerWrites,
    /// Why it was not sent when it was due. It waits for a member to send it, change it or take it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub held: Option<SendingReason>,
}

/// The replies that wait in a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ScheduledList {
    /// By when they are due, or were.
    pub replies: Vec<ScheduledReply>,
    /// When `tomorrow` is now.
    pub tomorrow: Timestamp,
    /// When `opening` is now; absent for a brand that is open at all times, or does not open within a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub opening: Option<Timestamp>,
}
