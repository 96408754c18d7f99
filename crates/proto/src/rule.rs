//! Rules: what a brand has done by itself. When something happens to a ticket, if its conditions hold, then it is done.
//!
//! What each word of a rule means, and how many there may be, stands in `subrosa_rules`, which decides.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::contact::AttributeValue;
use crate::ids::{AccountId, ConversationId, ReplyId, RuleId};
use crate::object;
use crate::ticket::{Priority, TicketStatus};
use crate::time::Timestamp;

/// What wakes a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum RuleTrigger {
    /// The customer wrote. The answer to a survey is none of it.
    CustomerWrote {},
    /// A ticket was opened.
    Opened {},
    /// The ticket's status was changed, by whomever: to this one, or to any.
    StatusChanged {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        to: Option<TicketStatus>,
    },
    /// The ticket was given to someone, or to nobody.
    Assigned {},
    /// This label was put on the ticket, or any.
    Labelled {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false, max_length = 30))]
        label: Option<String>,
    },
    /// The customer has waited for an answer for so many minutes: 1 to 43,200. What rules and surveys say is no answer.
    Waiting {
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 43_200))]
        minutes: u32,
    },
    /// The ticket has been in a status for so many minutes: 1 to 43,200.
    InStatus {
        status: TicketStatus,
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 43_200))]
        minutes: u32,
    },
    /// What is known of the customer was changed: this attribute.
    AttributeChanged {
        #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$"))]
        attribute: String,
    },
}

impl RuleTrigger {
    /// For how many minutes something has to last, where it is that.
    #[must_use]
    pub const fn minutes(&self) -> Option<u32> {
        match self {
            Self::Waiting { minutes } | Self::InStatus { minutes, .. } => Some(*minutes),
            _ => None,
        }
    }
}

/// What has to hold: one condition, or a tree of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum RuleCondition {
    /// All of these.
    All {
        #[serde(deserialize_with = "object::list")]
        #[cfg_attr(feature = "schema", schema(no_recursion, min_items = 1, max_items = 64))]
        of: Vec<RuleCondition>,
    },
    /// One of these, or several.
    Any {
        #[serde(deserialize_with = "object::list")]
        #[cfg_attr(feature = "schema", schema(no_recursion, min_items = 1, max_items = 64))]
        of: Vec<RuleCondition>,
    },
    /// Not this.
    Not {
        #[serde(deserialize_with = "object::one")]
        #[cfg_attr(feature = "schema", schema(no_recursion))]
        that: Box<RuleCondition>,
    },
    /// The ticket's status is among these.
    Status {
        #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 4))]
        among: Vec<TicketStatus>,
    },
    /// The ticket's priority is among these.
    Priority {
        #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 4))]
        among: Vec<Priority>,
    },
    /// The ticket has this label.
    Label {
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 30))]
        label: String,
    },
    /// This member or bot holds the ticket; nobody, where it is absent.
    Assignee {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        account: Option<AccountId>,
    },
    /// The customer's newest message has one of these words or groups of words: whole words, whatever their case and marks.
    Words {
        #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 50))]
        any: Vec<String>,
    },
    /// What is known of the customer.
    Attribute {
        #[cfg_attr(feature = "schema", schema(pattern = "^[a-z][a-z0-9_]{0,39}$"))]
        attribute: String,
        is: AttributeTest,
        /// Of the attribute's kind; absent for `known`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        value: Option<AttributeValue>,
    },
    /// The brand is open, by its business hours.
    OpenHours {},
    /// The customer has an order that is known to be theirs.
    HasOrder {},
    /// The customer's orders in a currency, paid and not given back, come to this or more.
    Spent {
        /// Three letters, as `EUR`.
        #[cfg_attr(feature = "schema", schema(pattern = "^[A-Z]{3}$", example = "EUR"))]
        currency: String,
        /// In the currency's smallest unit.
        #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
        at_least: i64,
    },
    /// The customer has waited for an answer for so many minutes or longer: 1 to 43,200.
    Waiting {
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 43_200))]
        minutes: u32,
    },
}

/// How an attribute is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AttributeTest {
    /// Something is known.
    Known,
    /// It is this; texts whatever their case and marks.
    Equal,
    /// The text has this in it.
    Contains,
    /// A smaller number, or an earlier day.
    Less,
    /// A larger number, or a later day.
    More,
}

/// What a rule does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum RuleAction {
    SetStatus {
        status: TicketStatus,
    },
    /// Put the ticket aside for so many minutes: 1 to 43,200.
    Snooze {
        #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 43_200))]
        minutes: u32,
    },
    SetPriority {
        priority: Priority,
    },
    AddLabels {
        #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
        labels: Vec<String>,
    },
    RemoveLabels {
        #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 20))]
        labels: Vec<String>,
    },
    /// Give the ticket to a member or a bot; to nobody, where it is absent.
    Assign {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schema", schema(nullable = false))]
        account: Option<AccountId>,
    },
    /// Say the words of a saved reply to the customer, who goes on waiting for a person. What else the reply does is not done.
    SendReply {
        reply: ReplyId,
    },
    /// Leave a note for the team.
    WriteNote {
        #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 1000))]
        text: String,
    },
}

/// A rule to keep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveRule {
    /// What the team calls it: 1 to 60 characters on one line. It stands in the journal where the rule did something.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 60, example = "Refunds are urgent"))]
    pub name: String,
    pub is_on: bool,
    #[serde(deserialize_with = "object::one")]
    pub when: RuleTrigger,
    /// Absent: always. At most 64 conditions, 8 deep.
    #[serde(default, rename = "if", skip_serializing_if = "Option::is_none", deserialize_with = "object::optional")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub condition: Option<RuleCondition>,
    /// In this order: 1 to 10, of which one may send a reply.
    #[serde(deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 10))]
    pub then: Vec<RuleAction>,
    /// Whether the rules behind it are not asked any more about what this one was woken by, where it did something.
    #[serde(default)]
    pub stops: bool,
}

/// A rule of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Rule {
    pub id: RuleId,
    pub rule: SaveRule,
    /// How often it ran in the last 30 days, counted up to 10,000.
    pub ran: i64,
}

/// The rules of a brand, in the order in which they are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleList {
    pub rules: Vec<Rule>,
}

/// In which order a brand's rules are asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleOrder {
    /// All rules of the brand, each once.
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub rules: Vec<RuleId>,
}

/// Why something was not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum WhyNot {
    /// It was so already.
    NothingToChange,
    /// The saved reply was removed, or has no words.
    ReplyGone,
    /// Who is to have the ticket does not answer customers of the brand any more.
    MemberGone,
    /// The ticket has as many labels as it can.
    TooManyLabels,
    /// The customer can't be written to any more.
    CustomerGone,
    /// It was woken by what rules did, for the fourth time in a row.
    ChainTooLong,
    /// The time had passed, and the conditions did not hold then.
    NoLongerSo,
}

/// One thing that a rule did, or did not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleDeed {
    pub action: RuleAction,
    /// Absent: it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub undone: Option<WhyNot>,
}

/// One time that a rule was woken and its conditions held, or did no longer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleRun {
    pub at: Timestamp,
    pub rule: RuleId,
    /// What the rule was called then.
    pub name: String,
    pub conversation: ConversationId,
    /// The running number of the ticket.
    pub ticket: i64,
    /// The customer; absent when their account is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub customer: Option<Profile>,
    /// Why it did not run; absent when it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub undone: Option<WhyNot>,
    /// What it did, in order.
    pub deeds: Vec<RuleDeed>,
}

/// Which part of the log of rules to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct RuleRunsRequest {
    /// Only what this rule did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleId>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 100, 50 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// A page of the log of rules, the newest first. It is kept for 30 days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RuleRunPage {
    pub runs: Vec<RuleRun>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}

/// A rule to try on what happened, a page of the brand's conversations at a time. Nothing is done by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BacktestRule {
    /// Whether it is on does not matter.
    #[serde(deserialize_with = "object::one")]
    pub rule: SaveRule,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
}

/// How often the rule would have run on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BacktestDay {
    /// By the clocks of the brand's time zone.
    #[cfg_attr(feature = "schema", schema(example = "2026-11-20", format = Date))]
    pub day: String,
    pub times: i64,
}

/// One ticket on which it would have run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BacktestTicket {
    /// When it would have run, the last time.
    pub at: Timestamp,
    pub conversation: ConversationId,
    /// The running number of the ticket.
    pub ticket: i64,
    pub customer: Profile,
}

/// What a page of the brand's conversations says of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Backtest {
    /// The first and the last day that is looked at.
    #[cfg_attr(feature = "schema", schema(example = "2026-08-30", format = Date))]
    pub from: String,
    #[cfg_attr(feature = "schema", schema(example = "2026-11-28", format = Date))]
    pub to: String,
    /// Days on which it would have run in these conversations, in order.
    pub days: Vec<BacktestDay>,
    /// Up to 20 tickets of these conversations, the newest first.
    pub tickets: Vec<BacktestTicket>,
    /// How many conversations were looked at on this page.
    pub looked: i64,
    /// How many the brand has, counted up to 100,000; on the first page only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub conversations: Option<i64>,
    /// Whether a conversation was too long to be looked at from its beginning.
    pub is_cut: bool,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}
