//! Reports: what a brand's work of some days amounts to. Each figure is defined in `docs/brands/reports.md`.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::channel::Channel;
use crate::hours::Weekday;
use crate::ids::{AccountId, ConversationId};
use crate::level::LevelTarget;
use crate::ticket::Ticket;
use crate::time::Timestamp;

/// What happened to a ticket and is counted; behind each there is a list of tickets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Figure {
    /// A ticket was opened.
    Opened,
    /// A ticket that was resolved became something else again.
    Reopened,
    /// A ticket was resolved; the time is that from its opening.
    Resolved,
    /// A member answered in a ticket for the first time; the time is how long the customer had waited.
    FirstResponse,
    /// A member answered again; the time is how long the customer had waited since.
    NextResponse,
    /// The customer was asked what they think of it.
    Asked,
    /// The customer said what they think of it.
    Rated,
    /// A first answer came in the time that the brand's service level gives it.
    FirstResponseKept,
    /// None came in that time.
    FirstResponseBreached,
    /// A later answer came in time.
    NextResponseKept,
    NextResponseBreached,
    /// A ticket was resolved in time.
    ResolutionKept,
    ResolutionBreached,
    /// A dispute was opened.
    DisputeOpened,
    /// The customer accepted what was offered to settle one; the time is that from its opening.
    DisputeSettled,
    /// The brand decided one; the time is that from its opening.
    DisputeDecided,
}

impl Figure {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Opened,
        Self::Reopened,
        Self::Resolved,
        Self::FirstResponse,
        Self::NextResponse,
        Self::Asked,
        Self::Rated,
        Self::FirstResponseKept,
        Self::FirstResponseBreached,
        Self::NextResponseKept,
        Self::NextResponseBreached,
        Self::ResolutionKept,
        Self::ResolutionBreached,
        Self::DisputeOpened,
        Self::DisputeSettled,
        Self::DisputeDecided,
    ];

    /// What is counted when a target was kept, or breached.
    #[must_use]
    pub const fn of_level(target: LevelTarget, is_kept: bool) -> Self {
        match (target, is_kept) {
            (LevelTarget::FirstResponse, true) => Self::FirstResponseKept,
            (LevelTarget::FirstResponse, false) => Self::FirstResponseBreached,
            (LevelTarget::NextResponse, true) => Self::NextResponseKept,
            (LevelTarget::NextResponse, false) => Self::NextResponseBreached,
            (LevelTarget::Resolution, true) => Self::ResolutionKept,
            (LevelTarget::Resolution, false) => Self::ResolutionBreached,
        }
    }

    /// The target that it is of, and whether it was kept; nothing where it is of none.
    #[must_use]
    pub fn level(self) -> Option<(LevelTarget, bool)> {
        let mut all = LevelTarget::ALL.into_iter().flat_map(|target| [(target, true), (target, false)]);
        all.find(|(target, is_kept)| Self::of_level(*target, *is_kept) == self)
    }
}

/// Which days a report is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ReportRequest {
    /// The first day, as `2026-11-01`, by the clocks of the brand's time zone.
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-11-01"))]
    pub from: String,
    /// The last day, which belongs to it; 366 days at most.
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-11-07"))]
    pub to: String,
}

/// What the brand's work of some days amounts to, beside the same number of days before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Report {
    /// The brand's time zone, by whose clocks the days begin and end.
    #[cfg_attr(feature = "schema", schema(example = "Europe/Berlin"))]
    pub zone: String,
    pub from: String,
    pub to: String,
    /// False while the time before an upgrade is still being counted: figures of past days rise until then.
    pub is_complete: bool,
    pub totals: Totals,
    /// Those of as many days right before.
    pub before: Totals,
    /// Each day, in order.
    pub days: Vec<ReportDay>,
    /// Messages from customers by weekday, Monday first, and hour of the day: seven times twenty-four.
    pub hours: Vec<Vec<i64>>,
    pub ticket_hours: TicketHours,
    /// By the channel that the conversations are on; together they are the totals.
    pub channels: Vec<ChannelFigures>,
}

/// What happened on one channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ChannelFigures {
    pub channel: Channel,
    /// Messages from customers.
    pub received: i64,
    /// Messages of members to customers.
    pub sent: i64,
    pub opened: i64,
    pub reopened: i64,
    pub resolved: i64,
    /// How long customers had waited for a first answer, on average: milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub first_response: Option<i64>,
    /// The same of later answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next_response: Option<i64>,
    /// From the tickets' opening, on average: milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub resolution: Option<i64>,
}

/// What happened to tickets in the hours of the week: each by weekday, Monday first, and hour of the day, seven times twenty-four. The
/// tickets behind a number are those of its figure in that hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TicketHours {
    pub opened: Vec<Vec<i64>>,
    pub reopened: Vec<Vec<i64>>,
    pub resolved: Vec<Vec<i64>>,
    /// Members' first answers.
    pub first_response: Vec<Vec<i64>>,
    /// Members' later answers.
    pub next_response: Vec<Vec<i64>>,
}

/// The figures of a range of days.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Totals {
    /// Messages from customers.
    pub received: i64,
    /// Messages of members to customers.
    pub sent: i64,
    pub opened: i64,
    pub reopened: i64,
    pub resolved: i64,
    /// Tickets that were not resolved at the end of the range, or now if it has not ended.
    pub backlog: i64,
    pub first_response: Durations,
    pub next_response: Durations,
    pub resolution: Durations,
    pub satisfaction: Satisfaction,
    pub disputes: DisputeTotals,
}

/// What became of disputes.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DisputeTotals {
    pub opened: i64,
    /// Those that ended because the customer accepted an offer, and how long after their opening.
    pub settled: Durations,
    /// Those that the brand decided.
    pub decided: Durations,
}

/// What customers think of tickets that they were asked about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Satisfaction {
    /// How often they were asked.
    pub asked: i64,
    /// How often they gave each score from 1 to 5: five counts, that of the worst first.
    pub scores: Vec<i64>,
    /// Of those who answered, how many gave 4 or 5, in percent; absent when nobody answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, minimum = 0, maximum = 100))]
    pub satisfied: Option<i64>,
}

/// How long something took, of all times that it happened.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Durations {
    pub count: i64,
    /// Exact, in milliseconds; absent when it never happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub mean: Option<i64>,
    /// Half took no longer: seconds, at most 1.6 % or one second off, like the other percentiles.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub p50: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub p90: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub p99: Option<i64>,
    /// How many took how long, in steps that people think in; empty when it never happened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spread: Vec<SpreadStep>,
}

/// How many took less than so long, and no less than the step before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SpreadStep {
    /// Seconds; absent in the last step, which has no end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub below: Option<i64>,
    pub count: i64,
}

/// One day of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReportDay {
    #[cfg_attr(feature = "schema", schema(example = "2026-11-01"))]
    pub date: String,
    pub received: i64,
    pub sent: i64,
    pub opened: i64,
    pub reopened: i64,
    pub resolved: i64,
    /// Tickets that were not resolved at the end of the day, or now if it has not ended.
    pub backlog: i64,
}

/// What each member did in a range of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MemberReport {
    /// The brand's members, and those who have left and did something; an agent sees themselves alone.
    pub members: Vec<MemberFigures>,
}

/// What one member did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct MemberFigures {
    pub account: Profile,
    /// Tickets that they hold now and that are open.
    pub open: i64,
    /// Messages to customers.
    pub sent: i64,
    pub first_responses: i64,
    /// How long the customer had waited, on average: milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub first_response: Option<i64>,
    pub next_responses: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next_response: Option<i64>,
    pub resolved: i64,
    /// From the tickets' opening, on average: milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub resolution: Option<i64>,
    /// What customers think of the tickets that they held when these were resolved.
    pub satisfaction: Satisfaction,
}

/// What came of a bot's sessions in some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotReport {
    /// The time zone of the days.
    pub zone: String,
    pub from: String,
    pub to: String,
    /// Sessions that began: the bot took a thread, or the customer came back to it.
    pub reached: i64,
    /// Sessions that ended with what the customer wanted done.
    pub done: i64,
    /// Sessions that ended because the customer did not come back.
    pub gone: i64,
    /// Sessions that the bot gave to people. The others were taken by people, or are under way.
    pub handed_over: i64,
    /// The steps of its flow that sessions came to, the most frequent first; none of a program of the brand's own.
    pub steps: Vec<BotStepFigures>,
}

/// What came of sessions at one step of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct BotStepFigures {
    /// Its name in the flow.
    pub step: String,
    /// How often a session came to it.
    pub entered: i64,
    /// How often the thread was given to people from it.
    pub handed_over: i64,
    /// How often the customer did not come back.
    pub gone: i64,
    /// How often a session ended there with what the customer wanted done.
    pub done: i64,
}

/// Resolutions by the labels that the tickets had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LabelReport {
    /// The most frequent first.
    pub labels: Vec<LabelFigures>,
}

/// Resolutions of tickets with one label. A ticket with several labels counts for each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct LabelFigures {
    pub label: String,
    pub resolved: i64,
    /// The same of as many days right before.
    pub before: i64,
    /// From the tickets' opening, on average: milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub resolution: Option<i64>,
}

/// Which tickets stand behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ReportTicketsRequest {
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-11-01"))]
    pub from: String,
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-11-07"))]
    pub to: String,
    #[cfg_attr(feature = "schema", param(inline))]
    pub figure: Figure,
    /// Only what this member did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<AccountId>,
    /// With `resolved`: only tickets that had this label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(max_length = 30))]
    pub label: Option<String>,
    /// With what was kept or breached of a service level: only by the policy of this name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(min_length = 1, max_length = 40))]
    pub policy: Option<String>,
    /// Only tickets of conversations on this channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub channel: Option<Channel>,
    /// Only what happened on this day of the week, by the clocks of the brand's time zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(inline))]
    pub weekday: Option<Weekday>,
    /// Only what happened in this hour of the day, by the same clocks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 0, maximum = 23))]
    pub hour: Option<u32>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}\\.[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 100, 30 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// What stands behind a figure: each time that it happened, the newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReportTickets {
    pub tickets: Vec<ReportTicket>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}

/// One time that something counted happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ReportTicket {
    pub at: Timestamp,
    /// How long it took, in milliseconds, where the figure is of a time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub took: Option<i64>,
    /// With `rated`: what the customer thinks of it, from 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub score: Option<i64>,
    /// The member who did it, where one did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub member: Option<AccountId>,
    pub conversation: ConversationId,
    pub customer: Profile,
    /// The ticket as it is now.
    pub ticket: Ticket,
}

/// What to write as CSV.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ReportTable {
    /// A line for each day.
    Days,
    /// A line for each member.
    Members,
    /// A line for each label.
    Labels,
    /// A line for each hour of the week.
    Hours,
    /// A line for each channel.
    Channels,
    /// A line for each day: what was kept of service levels.
    LevelDays,
    /// A line for each policy of service levels.
    LevelPolicies,
}

/// Which table of which days to write as CSV.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct ReportExportRequest {
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-11-01"))]
    pub from: String,
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$", example = "2026-11-07"))]
    pub to: String,
    #[cfg_attr(feature = "schema", param(inline))]
    pub table: ReportTable,
}
