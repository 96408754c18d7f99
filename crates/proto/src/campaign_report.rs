//! What comes of campaigns: what they would do, how far they are, and what they did.
//!
//! Never: how any of it is found out.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::body::Body;
use crate::campaign::{CampaignGoal, CampaignState};
use crate::campaign_journey::{JourneyProgress, JourneyReport};
use crate::ids::{AccountId, ConversationId};
use crate::time::Timestamp;
use crate::voucher::VoucherNeed;

/// Why a contact gets nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SkipReason {
    /// They have not agreed to hear of the topic, or do no more.
    NoConsent,
    /// Their account is disabled, or gone.
    CustomerGone,
    /// They have had as many promotions of the brand as its cap allows.
    Capped,
    /// They have had as many promotions as they want, of all brands together or of this one.
    Budget,
    /// They had a ticket that was not resolved, for days.
    TicketOpen,
    /// Something was said too short a time ago, for days.
    LiveConversation,
    /// A blank of the text has no value for them.
    NoValue,
    /// They are the same person as another contact, who gets it.
    SamePerson,
    /// What came of the text for them can't be sent.
    Unsendable,
    /// The campaign's audience does not hold of them any more.
    LeftAudience,
    /// They reached the campaign's goal before they were told.
    GoalReached,
    /// They, or an identity of theirs, stand on the brand's suppression list.
    Suppressed,
}

impl SkipReason {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::NoConsent,
        Self::CustomerGone,
        Self::Capped,
        Self::Budget,
        Self::TicketOpen,
        Self::LiveConversation,
        Self::NoValue,
        Self::SamePerson,
        Self::Unsendable,
        Self::LeftAudience,
        Self::GoalReached,
        Self::Suppressed,
    ];
}

/// Why something is sent later than it was to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum WaitReason {
    /// It is not its moment yet.
    Scheduled,
    /// It is the contact's night.
    QuietHours,
    /// They have a ticket that is not resolved.
    TicketOpen,
    /// Something was said too short a time ago.
    LiveConversation,
}

/// What a campaign would do with a contact, now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CampaignForesight {
    /// They get this variant, from 1.
    Send { variant: u32 },
    /// They are held out, to compare with.
    HoldOut,
    /// They get it later, or are held out then, if nothing speaks against it by that time.
    Wait { why: WaitReason, until: Timestamp },
    /// They get nothing.
    Skip { why: SkipReason },
}

/// A contact, and what a campaign would do with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ForeseenContact {
    pub conversation: ConversationId,
    pub account: Profile,
    pub would: CampaignForesight,
}

/// So many contacts for one reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SkippedContacts {
    pub why: SkipReason,
    pub contacts: u64,
}

/// What a campaign would do if it began now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignDryRun {
    pub at: Timestamp,
    /// Of how many contacts its rule holds.
    pub people: u64,
    /// How many were looked at one by one: all, or the first 100,000.
    pub looked_at: u64,
    /// How many would get each variant, in their order.
    pub variants: Vec<u64>,
    pub held_out: u64,
    /// Of those who would get it or be held out, how many only later.
    pub later: u64,
    pub skipped: Vec<SkippedContacts>,
    /// Whether another member would have to agree.
    pub needs_approval: bool,
    /// How many vouchers it takes and how many there are, where it gives any: each time, of one that returns. Of one that is sent on what contacts
    /// do nobody knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub vouchers: Option<VoucherNeed>,
    /// How many messages the journey has that follows for those who get it; absent without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub journey_messages: Option<u64>,
    /// The first 100.
    pub contacts: Vec<ForeseenContact>,
}

/// Which message of a campaign to show, as whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PreviewCampaign {
    /// The conversation with the contact.
    pub conversation: ConversationId,
    /// From 1; the one that they would get, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 4))]
    pub variant: Option<u32>,
    /// Instead of a variant: a message of the journey, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "reminder"))]
    pub message: Option<String>,
}

/// What a campaign would say to a contact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignPreview {
    pub variant: u32,
    pub language: String,
    /// Blanks without a value stand in it as they were written.
    pub body: Body,
    /// The blanks that have no value: with one, they get nothing.
    pub missing: Vec<String>,
    pub would: CampaignForesight,
}

/// To whom to send a test.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct TestCampaign {
    /// Members of the brand, up to 10; whoever asks, unless said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 10))]
    pub members: Vec<AccountId>,
    /// From 1; the first, unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 4))]
    pub variant: Option<u32>,
    /// Instead of a variant: a message of the journey, by its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "reminder"))]
    pub message: Option<String>,
}

/// Who got a test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignTested {
    pub sent: Vec<AccountId>,
    /// Members with whom the brand has no conversation: they have to write to it first, as themselves; or with a blank that has no value.
    pub unreached: Vec<AccountId>,
}

/// How far a campaign is with one of the times at which it is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignOccurrence {
    /// From 1.
    pub number: u64,
    /// When the first of its contacts was to be told.
    pub at: Timestamp,
    /// Still to be told, or to be held out.
    pub planned: u64,
    pub sent: u64,
    pub held_out: u64,
    pub skipped: u64,
    pub failed: u64,
}

/// What of a campaign's report is taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum CampaignTable {
    /// A line for each variant and for those held out.
    Variants,
    /// A line for each contact whom it was for, and each time: for members who may see contacts.
    Deliveries,
}

/// Which table of a campaign's report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct CampaignExportRequest {
    #[cfg_attr(feature = "schema", param(inline))]
    pub table: CampaignTable,
}

/// How far a campaign is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignProgress {
    pub state: CampaignState,
    pub at: Timestamp,
    /// Whether everyone whom it is for is written down already.
    pub is_planned: bool,
    /// Still to be told, or to be held out.
    pub planned: u64,
    pub sent: u64,
    pub held_out: u64,
    pub skipped: Vec<SkippedContacts>,
    /// Could not be sent, whatever was tried.
    pub failed: u64,
    /// Taken back before it was read.
    pub recalled: u64,
    /// Whether it is being taken back from those who have not read it.
    pub is_recalling: bool,
    pub opted_out: u64,
    pub complained: u64,
    /// Messages a minute, since it last began to run.
    pub per_minute: u64,
    /// How long it takes at this rate for those whose moment has come; absent while that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub seconds_left: Option<u64>,
    /// When the next is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next_at: Option<Timestamp>,
    /// Of one that is sent again and again: when it is sent next. Where each contact is told by their own clocks, when the first on earth show it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub occurs_at: Option<Timestamp>,
    /// The last 30 of these times that have come, the newest first. Its other figures are of all of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schema(max_items = 30))]
    pub occurrences: Vec<CampaignOccurrence>,
    /// Where those are on its journey who got it; absent without one. All other figures are of the campaign's own message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub journey: Option<JourneyProgress>,
}

/// What came of those who got one variant, or were held out. Who is told several times counts once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignFigures {
    /// Who got it; or was held out.
    pub people: u64,
    /// Read it, as far as that is known.
    pub seen: u64,
    /// Opened one of its links, where that is counted.
    pub clicked: u64,
    /// Wrote within the goal's days.
    pub replied: u64,
    /// Reached the goal.
    pub converted: u64,
    /// Wanted no more of its topic.
    pub opted_out: u64,
    /// Said that it was unwanted.
    pub complained: u64,
    /// What they paid for orders within the goal's days, less what was given back: in the currency's smallest unit.
    pub revenue: i64,
}

/// A link of a campaign, and who opened it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignLink {
    /// As it stands in the campaign.
    #[cfg_attr(feature = "schema", schema(example = "https://shop.example/roses"))]
    pub url: String,
    /// The message of the journey in which it stands, by its name; absent for the campaign's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub message: Option<String>,
    /// How many people opened it, each once; what looks like a program does not count.
    pub people: u64,
}

/// A value, and between which others it is, with 95 % at all times together.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignEstimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// How much more those did who got it than those held out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignLift {
    /// Of each person: as a share, or in the currency's smallest unit.
    pub difference: CampaignEstimate,
    /// As a part of what those held out did: 0.1 is a tenth more.
    pub lift: CampaignEstimate,
    /// Whether it is sure that the message did something, to the better or to the worse.
    pub is_sure: bool,
}

/// Of how many a day is over, and how many of these had reached the goal by its end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignReached {
    pub people: u64,
    pub reached: u64,
}

/// Of those who got it, and of those held out, so many days after that.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignDay {
    /// From 1: the first 24 hours.
    pub day: u32,
    pub told: CampaignReached,
    pub held_out: CampaignReached,
}

/// What a campaign did.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct CampaignReport {
    pub state: CampaignState,
    /// When it was last looked at what came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub measured_at: Option<Timestamp>,
    /// Whether the goal's days are over for all, so that it changes no more.
    pub is_final: bool,
    pub goal: CampaignGoal,
    /// The currency of its revenue (ISO 4217): the one in which most of the brand's orders are paid. Absent where there were none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub currency: Option<String>,
    /// In the order of the variants.
    pub variants: Vec<CampaignFigures>,
    pub held_out: CampaignFigures,
    /// How it went on from day to day after the message, up to the goal's days: as far as there is somebody for whom the day is over.
    pub days: Vec<CampaignDay>,
    /// Those that are counted, in the order in which they stand in the campaign, behind them those of its journey's messages.
    pub links: Vec<CampaignLink>,
    /// What came of its journey; absent without one. All other figures are of the campaign's own message, but for the links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub journey: Option<JourneyReport>,
    /// From how many it was taken back. They are in no other figure. With some nothing is said of what the message did: those who read at once are not
    /// like those held out.
    pub recalled: u64,
    /// How many of each side must have reached the goal before anything is said.
    pub enough: u64,
    /// Of reaching the goal; absent while it is not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub conversion: Option<CampaignLift>,
    /// Of the revenue; absent while it is not enough.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub revenue: Option<CampaignLift>,
}
