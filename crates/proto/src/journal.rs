//! The journal: a brand's own log of a conversation, beside the one that the customer sees. Notes, and what was done by whom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::body::Body;
use crate::dispute::{DisputeDeed, DisputeSide, DisputeState};
use crate::ids::{AccountId, ClientId, DisputeId, JournalId, RuleId, ScheduledId, TeamId};
use crate::level::LevelTarget;
use crate::sending::SendingReason;
use crate::ticket::{Priority, TicketStatus};
use crate::time::Timestamp;

/// What one entry of a journal tells. Later kinds join here; a client skips those it does not know.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Happening {
    /// A member wrote a note for the others.
    Note { body: Body },
    /// A member wrote the message at this `seq`.
    Replied {
        seq: i64,
        /// True when the member is a bot.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        automatic: bool,
        /// The name of the template that it was made from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        template: Option<String>,
    },
    /// A ticket was opened: its running number.
    Opened { ordinal: i64 },
    /// The customer wrote to a ticket that was resolved a short time ago.
    Reopened { ordinal: i64 },
    /// The ticket was given to someone, or to nobody.
    Assigned {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        to: Option<AccountId>,
    },
    /// The ticket's status was changed.
    Status {
        to: TicketStatus,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        until: Option<Timestamp>,
    },
    /// The ticket's priority was changed.
    Prioritised { to: Priority },
    /// Labels were put on the ticket, or taken off.
    Labelled {
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        added: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        removed: Vec<String>,
    },
    /// A bot gave the thread to people.
    HandedOver(Box<HandedOver>),
    /// An order was shown to be the customer's, by its number and a second fact.
    OrderVerified { number: String },
    /// The message at this `seq` asks the customer about the ticket with this running number.
    Asked {
        seq: i64,
        ordinal: i64,
        /// Who held the ticket when it was resolved.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        member: Option<AccountId>,
    },
    /// The customer's message at this `seq` is what they think of the ticket.
    Rated {
        seq: i64,
        ordinal: i64,
        /// 1 to 5, the best.
        score: i64,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        member: Option<AccountId>,
    },
    /// The customer's message at this `seq` belongs to the survey and asks for nothing.
    Remarked { seq: i64, ordinal: i64 },
    /// The ticket was given to a team, or is no team's any more.
    Transferred {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        to: Option<TeamId>,
    },
    /// A member wrote a reply that is to be sent at this moment.
    Scheduled { reply: ScheduledId, due_at: Timestamp },
    /// A member took back a reply that this member had scheduled.
    Unscheduled { member: AccountId },
    /// A reply that this member had scheduled was due and could not be sent: it waits for someone to decide.
    Held { member: AccountId, why: SendingReason },
    /// A rule of the brand did what the next entries tell.
    RuleRan {
        rule: RuleId,
        /// What it was called then.
        name: String,
        /// How many of the next entries are its doing.
        did: i64,
        /// 1 where people or bots have woken it; one more than that of the rule that has.
        chain: i64,
        /// The message at this `seq` was said by it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        seq: Option<i64>,
    },
    /// The customer has not answered for so many days: the next entry resolves the ticket by itself.
    Closed {
        days: i64,
        /// The message at this `seq` tells the customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        seq: Option<i64>,
    },
    /// Something happened in a dispute.
    Disputed {
        dispute: DisputeId,
        /// The dispute's place among those of the conversation.
        number: i64,
        /// Who took the step.
        side: DisputeSide,
        deed: Box<DisputeDeed>,
        /// How it stands after it.
        state: DisputeState,
        /// How many milliseconds after its opening.
        after: i64,
        /// The message at this `seq` tells the customer.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        seq: Option<i64>,
    },
    /// A target of the ticket's service level is due soon.
    DueSoon { target: LevelTarget, due_at: Timestamp },
    /// A target was due and is not done.
    Breached {
        target: LevelTarget,
        /// The name of the policy.
        policy: String,
        /// Who held the ticket.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        member: Option<AccountId>,
    },
    /// What a target asks for was done in time.
    Kept {
        target: LevelTarget,
        policy: String,
        /// Who did it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        member: Option<AccountId>,
    },
}

/// What people who take over from a bot should know.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HandedOver {
    pub reason: HandOverReason,
    /// Who should take over, in the flow's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub team: Option<String>,
    /// What it is about, in the flow's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub summary: Option<String>,
    /// A remark of the flow's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub note: Option<String>,
    /// The kind of question that the bot took it for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub intent: Option<String>,
    /// What the bot has learnt from the customer, by the names of the flow's variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub learnt: BTreeMap<String, String>,
    /// The order that the customer proved to be theirs.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub order: BTreeMap<String, String>,
}

impl HandedOver {
    /// Takes out what the customer said; why it was handed over, and to whom, stays.
    fn empty(&mut self) {
        let (reason, team) = (self.reason, self.team.take());
        let (learnt, order) = (BTreeMap::new(), BTreeMap::new());
        *self = Self { reason, team, summary: None, note: None, intent: None, learnt, order };
    }
}

impl std::fmt::Debug for HandedOver {
    /// Without what the customer said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "HandedOver({:?})", self.reason)
    }
}

/// A brand's own program gives the thread away, with what whoever takes over should know. Each text has at most 2000 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct HandOver {
    /// The member who is to answer, a bot perhaps; without it, whoever of the people comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub to: Option<AccountId>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, max_length = 2000))]
    pub summary: Option<String>,
    /// A remark for the team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, max_length = 2000))]
    pub note: Option<String>,
    /// The thread's `epoch` when the program looked: where it has changed hands since, nothing happens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 0))]
    pub epoch: Option<i64>,
}

impl std::fmt::Debug for HandOver {
    /// Without what the customer said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "HandOver(to {:?}, epoch {:?})", self.to, self.epoch)
    }
}

/// Why a bot gave a thread to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum HandOverReason {
    /// The flow says so.
    Flow,
    /// The customer asked for a person.
    Asked,
    /// The bot did not understand the customer.
    NotUnderstood,
    /// It could not go on, or went on for too long.
    Failed,
    /// The brand's own program says so.
    Passed,
    /// The brand's own program did not answer in time.
    Unanswered,
}

impl std::fmt::Debug for Happening {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What members write never reaches a log.
        formatter.write_str(match self {
            Self::Note { .. } => "Note",
            Self::Replied { .. } => "Replied",
            Self::Opened { .. } => "Opened",
            Self::Reopened { .. } => "Reopened",
            Self::Assigned { .. } => "Assigned",
            Self::Status { .. } => "Status",
            Self::Prioritised { .. } => "Prioritised",
            Self::Labelled { .. } => "Labelled",
            Self::HandedOver(_) => "HandedOver",
            Self::OrderVerified { .. } => "OrderVerified",
            Self::Asked { .. } => "Asked",
            Self::Rated { .. } => "Rated",
            Self::Remarked { .. } => "Remarked",
            Self::Transferred { .. } => "Transferred",
            Self::Scheduled { .. } => "Scheduled",
            Self::Unscheduled { .. } => "Unscheduled",
            Self::Held { .. } => "Held",
            Self::RuleRan { .. } => "RuleRan",
            Self::Closed { .. } => "Closed",
            Self::Disputed { .. } => "Disputed",
            Self::DueSoon { .. } => "DueSoon",
            Self::Breached { .. } => "Breached",
            Self::Kept { .. } => "Kept",
        })
    }
}

/// One entry of a brand's journal of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JournalEntry {
    /// Its place in the journal: 1, 2, 3… without gaps.
    #[cfg_attr(feature = "schema", schema(minimum = 1))]
    pub seq: i64,
    pub id: JournalId,
    /// The conversation's newest `seq` when it was written: where it stands among the messages.
    pub after: i64,
    /// Who did it: a member, the customer, or the brand itself where no person did.
    pub author: AccountId,
    pub at: Timestamp,
    /// The name that its author gave a note, or a message from a template, before sending.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub client_id: Option<ClientId>,
    pub what: Happening,
}

impl JournalEntry {
    /// Takes out what was noted, and what a bot wrote down of what the customer said; whether there was anything. What was done by whom
    /// stays.
    pub fn empty(&mut self) -> bool {
        let before = self.what.clone();
        match &mut self.what {
            Happening::Note { body } => *body = Body::text(""),
            Happening::HandedOver(packet) => packet.empty(),
            _ => return false,
        }
        self.what != before
    }
}

/// A note for the brand's other members. The customer never sees it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WriteNote {
    /// The name of this note, made by the client before its first try, as for a message.
    pub client_id: ClientId,
    /// What it says.
    pub body: Body,
}

/// Where a note stands. The same answer for every repetition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Noted {
    pub seq: i64,
    pub id: JournalId,
    pub at: Timestamp,
}

/// Which part of a journal to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct JournalRequest {
    /// Entries older than this `seq`; without it, the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 0))]
    pub before: Option<i64>,
    /// How many at most: 1 to 50, 50 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 50))]
    pub limit: Option<u32>,
}

/// A page of a journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct JournalPage {
    /// By rising `seq`, without gaps.
    pub entries: Vec<JournalEntry>,
    /// The newest `seq` when the page was read.
    pub head: i64,
}
