//! Disputes: a customer says that something is wrong, perhaps with an order, and the brand settles it with them or decides.
//!
//! What both sides read stands in the thread, each step a message with a [`DisputeCard`]; the newest card of a dispute says how it
//! stands, so whoever follows the log knows as much as whoever asks.

use serde::{Deserialize, Serialize};

use crate::ids::{AccountId, ConversationId, DisputeId, OrderId, TicketId};
use crate::order::Order;
use crate::remedy::Remedy;
use crate::time::Timestamp;

/// How a dispute stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DisputeState {
    /// The brand has not said anything yet.
    Opened,
    /// The customer was asked for more.
    WaitingForCustomer,
    /// It is the brand's turn.
    WaitingForBrand,
    /// An offer is open.
    Offered,
    /// The customer has accepted an offer. This and what follows is the end.
    Settled,
    /// The brand has decided.
    Decided,
    /// Whoever opened it, or the customer, took it back.
    Withdrawn,
    /// The customer did not say what they were asked in time.
    Expired,
}

impl DisputeState {
    /// Whether nothing changes any more.
    #[must_use]
    pub const fn has_ended(self) -> bool {
        matches!(self, Self::Settled | Self::Decided | Self::Withdrawn | Self::Expired)
    }
}

/// Who takes a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DisputeSide {
    Customer,
    Brand,
    /// Nobody: a moment has come.
    Clock,
}

/// In whose favour a brand decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DisputeRuling {
    ForCustomer,
    ForBrand,
}

/// The order that a dispute is about, as it was when that was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputedOrder {
    pub id: OrderId,
    pub number: String,
    pub currency: String,
    pub total: i64,
}

/// What a brand offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputeOffer {
    /// Its place among the offers of the dispute: 1, 2, 3…
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub number: i64,
    /// To the customer without a voucher's code, until it is theirs.
    pub remedy: Remedy,
    /// Until when it can be accepted.
    pub until: Timestamp,
}

/// What a brand has decided. The reason is the text of the step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputeDecision {
    pub ruling: DisputeRuling,
    /// What the customer gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub remedy: Option<Remedy>,
}

/// A dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Dispute {
    pub id: DisputeId,
    pub conversation: ConversationId,
    /// The ticket that was the newest when it was opened.
    pub ticket: TicketId,
    /// Its place among those of the conversation: 1, 2, 3…
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub number: i64,
    pub state: DisputeState,
    pub opened_by: DisputeSide,
    pub opened_at: Timestamp,
    /// Absent when it is about no order that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub order: Option<DisputedOrder>,
    /// The offer that is open, or was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub offer: Option<DisputeOffer>,
    /// How many offers were made.
    pub offers: i64,
    /// Until when the customer may say what they were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub answer_until: Option<Timestamp>,
    /// By when the brand wants it to be over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub due_at: Option<Timestamp>,
    /// Members were warned that this is near.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub due_soon: bool,
    /// That moment has passed while the dispute was open.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub decision: Option<DisputeDecision>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub ended_at: Option<Timestamp>,
    /// How many steps were taken.
    pub steps: i64,
}

/// What a step did. Later kinds join here; a client skips those it does not know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum DisputeDeed {
    Opened {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        order: Option<DisputedOrder>,
    },
    /// One side said something.
    Stated,
    /// The brand asked the customer for more.
    Asked {
        /// Without an answer by then the dispute ends.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        until: Option<Timestamp>,
    },
    Offered {
        offer: DisputeOffer,
    },
    /// The brand took its offer back.
    TakenBack {
        offer: i64,
    },
    Accepted {
        offer: DisputeOffer,
    },
    Declined {
        offer: i64,
    },
    /// Nobody answered the offer in time.
    Lapsed {
        offer: i64,
    },
    Decided {
        decision: DisputeDecision,
    },
    Withdrawn,
    Expired,
    /// The brand said which order it is about.
    About {
        order: DisputedOrder,
    },
    /// The brand said by when it wants it to be over, or that there is no such moment. What follows is the brand's alone.
    Due {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        at: Option<Timestamp>,
    },
    /// That moment is near.
    DueSoon,
    /// That moment has passed.
    Overdue,
}

impl DisputeDeed {
    /// Whether the customer is told.
    #[must_use]
    pub const fn is_for_customers(&self) -> bool {
        !matches!(self, Self::Due { .. } | Self::DueSoon | Self::Overdue)
    }

    /// The same as the customer may see it.
    #[must_use]
    pub fn for_customers(&self) -> Self {
        match self {
            Self::Offered { offer } => Self::Offered { offer: offer.without_code() },
            other => other.clone(),
        }
    }
}

impl DisputeOffer {
    /// The same as the customer may see it before they accept.
    #[must_use]
    pub fn without_code(&self) -> Self {
        Self { number: self.number, remedy: self.remedy.without_code(), until: self.until }
    }
}

/// One step of a dispute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputeStep {
    /// Its place: 1, 2, 3…
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub number: i64,
    pub at: Timestamp,
    pub side: DisputeSide,
    /// Who took it: the customer, or a member; to the customer the brand. Absent where nobody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub by: Option<AccountId>,
    pub deed: DisputeDeed,
    /// What was said: a statement, a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub text: Option<String>,
    /// The messages of the thread that it points at, by their `seq`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<i64>,
    /// The message in the thread that tells of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub seq: Option<i64>,
}

/// A step of a dispute as the thread tells it. The server alone makes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputeCard {
    pub id: DisputeId,
    /// The dispute's place among those of the conversation.
    pub number: i64,
    /// Which of the dispute's steps it is.
    pub step: i64,
    pub deed: DisputeDeed,
    /// How the dispute stands after it.
    pub state: DisputeState,
    /// The words of whoever took it; the message's text says in English what was done, too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub text: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub messages: Vec<i64>,
}

/// The disputes of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputeList {
    /// The newest first, at most 50.
    pub disputes: Vec<Dispute>,
    /// The customer's orders that a dispute can be about, the newest first, at most 50; none for members who see no orders.
    pub orders: Vec<Order>,
}

/// A dispute with its history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputeWithHistory {
    pub dispute: Dispute,
    /// By rising number. The customer's has no steps that are the brand's alone.
    pub history: Vec<DisputeStep>,
}
