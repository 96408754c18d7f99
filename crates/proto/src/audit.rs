//! The audit log: who of a brand looked at what is personal, and who changed how the brand works.

use serde::{Deserialize, Serialize};

use crate::account::Profile;
use crate::ids::{AccountId, ConversationId};
use crate::time::Timestamp;

/// What was done. Later ones join here; a client shows those that it does not know by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum AuditDeed {
    /// Had a conversation open.
    ConversationOpened,
    /// Saw what the brand knows of a customer: attributes, identities, orders.
    ContactRead,
    /// Changed it.
    ContactChanged,
    /// Had an order shown that the customer proved to be theirs.
    OrderVerified,
    /// Searched messages, notes and customers.
    Searched,
    /// Took figures of reports out as a file.
    ReportExported,
    /// Told the brand's orders.
    OrdersSaved,
    /// Brought orders or customers in from a file.
    FileImported,
    /// Took orders or customers out as a file.
    FileExported,
    /// Said with which secret a shop signs what it tells.
    ShopSaved,
    ShopRemoved,
    SourceSaved,
    SourceRemoved,
    SegmentSaved,
    SegmentRemoved,
    /// Wrote a campaign, or changed it.
    CampaignSaved,
    CampaignRemoved,
    /// Said that a campaign is to be sent.
    CampaignSubmitted,
    /// Agreed to a campaign of another member.
    CampaignApproved,
    /// Took a campaign back, paused it, or had it go on.
    CampaignMoved,
    CampaignCancelled,
    /// What nobody had read of it was taken back.
    CampaignRecalled,
    /// Said what holds for all campaigns.
    CampaignSettingsChanged,
    /// Took the report of a campaign out as a file.
    CampaignReportExported,
    /// Made a pool of vouchers.
    VoucherPoolSaved,
    VoucherPoolRemoved,
    /// Put codes into a pool.
    VouchersAdded,
    /// Took codes that nobody has out of a pool.
    VouchersRemoved,
    /// Said whom no campaign may write to.
    SuppressionsAdded,
    /// Took somebody off that list.
    SuppressionRemoved,
    /// Took the list out as a file.
    SuppressionsExported,
    /// Changed the brand's settings.
    BrandChanged,
    HoursChanged,
    SurveyChanged,
    /// Changed what customers are promised.
    LevelsChanged,
    /// Said when pending tickets are resolved by themselves.
    ClosingChanged,
    /// Said for how long conversations are kept.
    RetentionChanged,
    /// Said what customers are told of their wait for a person.
    WaitChanged,
    /// Said what the language model is used for.
    ModelChanged,
    MemberInvited,
    /// Removed a member, or took an invitation back.
    MemberRemoved,
    /// Left the brand, or declined an invitation.
    MemberLeft,
    RoleChanged,
    /// Made a role of the brand's own, or changed it.
    RoleSaved,
    RoleRemoved,
    AttributeSaved,
    AttributeRemoved,
    /// Said what the brand writes about.
    TopicSaved,
    /// Wrote down a consent that a customer gave or withdrew.
    ConsentRecorded,
    /// Told what a customer did.
    EventsSaved,
    /// Said that two customers are one person.
    ContactsMerged,
    /// Took that back.
    ContactsUnmerged,
    ReplySaved,
    ReplyRemoved,
    /// Kept a message template, or changed it.
    TemplateSaved,
    TemplateRemoved,
    BotMade,
    BotPublished,
    /// Put a version of a bot live, or switched the bot off.
    BotSwitched,
    BotRemoved,
    /// Said how a bot of the brand's own answers.
    BotChanged,
    /// Made a token with which a program is signed in as a bot.
    BotTokenMade,
    BotTokenRevoked,
    /// Said what an address is told, and whether.
    WebhookSaved,
    WebhookRemoved,
    /// An address was switched off because nothing had reached it for a day.
    WebhookGivenUp,
    ArticlePublished,
    ArticleWithdrawn,
    ArticleRemoved,
    /// Made a team, or changed its name or who is in it.
    TeamSaved,
    TeamRemoved,
    /// Said how much work a member holds at most, or what they are good at.
    MemberWorkChanged,
    /// Said how tickets are given to members.
    AssignmentChanged,
    /// Kept a rule, switched one on or off, or gave rules another order.
    RuleSaved,
    RuleRemoved,
    /// Kept a view for all members, or changed it.
    ViewShared,
    /// Took a view from all members.
    ViewRemoved,
    /// Said by which identity provider members sign in.
    SignOnSaved,
    SignOnRemoved,
    /// Became a member by the word of the identity provider.
    SignOnJoined,
    /// Signed in by it for the first time, as a new person or as who they are.
    SignOnLinked,
    /// Opened a dispute with a customer.
    DisputeOpened,
    /// Offered a customer something to settle a dispute.
    DisputeOffered,
    /// Decided a dispute.
    DisputeDecided,
    /// Asked the customer for more, took an offer or a dispute back, or said when it is to be over or which order it is about.
    DisputeChanged,
}

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AuditEntry {
    pub at: Timestamp,
    /// Who did it; absent when the operator did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub member: Option<Profile>,
    pub deed: AuditDeed,
    /// The conversation that it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub conversation: Option<ConversationId>,
    /// The customer of this conversation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub customer: Option<Profile>,
    /// What it was done to, in a word: a handle, a name, a number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// Which part of the log to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct AuditRequest {
    /// Only what this member did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<AccountId>,
    /// Only what was about this conversation; not together with `member`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationId>,
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 100, 50 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 100))]
    pub limit: Option<u32>,
}

/// A page of the log, the newest entry first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AuditPage {
    pub entries: Vec<AuditEntry>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}
