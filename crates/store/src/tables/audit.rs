//! The audit logs of brands. Rows are only ever added.

use subrosa_proto::audit::AuditDeed;
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params};
use crate::{Error, Tx};

const DEEDS: [(AuditDeed, i64); 85] = [
    (AuditDeed::ConversationOpened, 1),
    (AuditDeed::ContactRead, 2),
    (AuditDeed::ContactChanged, 3),
    (AuditDeed::OrderVerified, 4),
    (AuditDeed::Searched, 5),
    (AuditDeed::ReportExported, 6),
    (AuditDeed::OrdersSaved, 7),
    (AuditDeed::BrandChanged, 8),
    (AuditDeed::HoursChanged, 9),
    (AuditDeed::SurveyChanged, 10),
    (AuditDeed::MemberInvited, 11),
    (AuditDeed::MemberRemoved, 12),
    (AuditDeed::MemberLeft, 13),
    (AuditDeed::RoleChanged, 14),
    (AuditDeed::AttributeSaved, 15),
    (AuditDeed::AttributeRemoved, 16),
    (AuditDeed::ReplySaved, 17),
    (AuditDeed::ReplyRemoved, 18),
    (AuditDeed::BotMade, 19),
    (AuditDeed::BotPublished, 20),
    (AuditDeed::BotSwitched, 21),
    (AuditDeed::BotRemoved, 22),
    (AuditDeed::ArticlePublished, 23),
    (AuditDeed::ArticleWithdrawn, 24),
    (AuditDeed::ArticleRemoved, 25),
    (AuditDeed::FileImported, 26),
    (AuditDeed::FileExported, 27),
    (AuditDeed::ShopSaved, 28),
    (AuditDeed::ShopRemoved, 29),
    (AuditDeed::SourceSaved, 140),
    (AuditDeed::SourceRemoved, 141),
    (AuditDeed::SegmentSaved, 142),
    (AuditDeed::SegmentRemoved, 143),
    (AuditDeed::TopicSaved, 40),
    (AuditDeed::ConsentRecorded, 41),
    (AuditDeed::EventsSaved, 42),
    (AuditDeed::ContactsMerged, 43),
    (AuditDeed::ContactsUnmerged, 44),
    (AuditDeed::RuleSaved, 50),
    (AuditDeed::RuleRemoved, 51),
    (AuditDeed::ViewShared, 60),
    (AuditDeed::ViewRemoved, 61),
    (AuditDeed::BotChanged, 70),
    (AuditDeed::BotTokenMade, 71),
    (AuditDeed::BotTokenRevoked, 72),
    (AuditDeed::WebhookSaved, 73),
    (AuditDeed::WebhookRemoved, 74),
    (AuditDeed::WebhookGivenUp, 75),
    (AuditDeed::TeamSaved, 80),
    (AuditDeed::TeamRemoved, 81),
    (AuditDeed::MemberWorkChanged, 82),
    (AuditDeed::AssignmentChanged, 83),
    (AuditDeed::LevelsChanged, 90),
    (AuditDeed::ClosingChanged, 94),
    (AuditDeed::SignOnSaved, 98),
    (AuditDeed::SignOnRemoved, 99),
    (AuditDeed::SignOnJoined, 100),
    (AuditDeed::WaitChanged, 110),
    (AuditDeed::RoleSaved, 111),
    (AuditDeed::RoleRemoved, 112),
    (AuditDeed::SignOnLinked, 101),
    (AuditDeed::DisputeOpened, 120),
    (AuditDeed::DisputeOffered, 121),
    (AuditDeed::DisputeDecided, 122),
    (AuditDeed::DisputeChanged, 123),
    (AuditDeed::ModelChanged, 115),
    (AuditDeed::TemplateSaved, 135),
    (AuditDeed::TemplateRemoved, 136),
    (AuditDeed::RetentionChanged, 130),
    (AuditDeed::CampaignSaved, 150),
    (AuditDeed::CampaignRemoved, 151),
    (AuditDeed::CampaignSubmitted, 152),
    (AuditDeed::CampaignApproved, 153),
    (AuditDeed::CampaignMoved, 154),
    (AuditDeed::CampaignCancelled, 155),
    (AuditDeed::CampaignSettingsChanged, 156),
    (AuditDeed::CampaignRecalled, 157),
    (AuditDeed::CampaignReportExported, 160),
    (AuditDeed::VoucherPoolSaved, 161),
    (AuditDeed::VoucherPoolRemoved, 162),
    (AuditDeed::VouchersAdded, 163),
    (AuditDeed::VouchersRemoved, 164),
    (AuditDeed::SuppressionsAdded, 170),
    (AuditDeed::SuppressionRemoved, 171),
    (AuditDeed::SuppressionsExported, 172),
];
number_of!(AuditDeed, DEEDS);

const OPERATOR: AccountId = AccountId::new(0);
const NOWHERE: ConversationId = ConversationId::new(0);

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Larger than that of every entry before.
    pub id: i64,
    pub at: Timestamp,
    /// None: the operator.
    pub member: Option<AccountId>,
    pub deed: AuditDeed,
    pub conversation: Option<ConversationId>,
    pub about: String,
}

impl FromRow for Entry {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (member, conversation): (AccountId, ConversationId) = (row.get(2)?, row.get(4)?);
        Ok(Self {
            id: row.get(0)?,
            at: row.get(1)?,
            member: (member != OPERATOR).then_some(member),
            deed: row.get(3)?,
            conversation: (conversation != NOWHERE).then_some(conversation),
            about: row.get(5)?,
        })
    }
}

/// Adds an entry.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, entry: &Entry) -> Result<(), Error> {
    let (member, conversation) = (entry.member.unwrap_or(OPERATOR), entry.conversation.unwrap_or(NOWHERE));
    tx.execute(
        "INSERT INTO audit_entries (id, brand, at, member, deed, conversation, about)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![entry.id, brand, entry.at, member, entry.deed, conversation, &entry.about],
    )
    .await?;
    Ok(())
}

/// Whether a member has done the same since a moment, to the same.
pub async fn is_known(tx: &mut Tx<'_>, brand: AccountId, entry: &Entry, since: Timestamp) -> Result<bool, Error> {
    let (member, conversation) = (entry.member.unwrap_or(OPERATOR), entry.conversation.unwrap_or(NOWHERE));
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT id FROM audit_entries
             WHERE brand = $1 AND member = $2 AND deed = $3 AND conversation = $4 AND at >= $5 LIMIT 1",
            params![brand, member, entry.deed, conversation, since],
        )
        .await?;
    Ok(found.is_some())
}

/// A brand's entries before one of them, the newest first.
pub async fn newest(tx: &mut Tx<'_>, brand: AccountId, before: i64, limit: u32) -> Result<Vec<Entry>, Error> {
    tx.fetch(
        "SELECT id, at, member, deed, conversation, about FROM audit_entries
         WHERE brand = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
        params![brand, before, limit],
    )
    .await
}

/// The same of what one member did.
pub async fn newest_of(
    tx: &mut Tx<'_>,
    (brand, member): (AccountId, AccountId),
    before: i64,
    limit: u32,
) -> Result<Vec<Entry>, Error> {
    tx.fetch(
        "SELECT id, at, member, deed, conversation, about FROM audit_entries
         WHERE brand = $1 AND member = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
        params![brand, member, before, limit],
    )
    .await
}

/// The same of what was about one conversation.
pub async fn newest_about(
    tx: &mut Tx<'_>,
    (brand, conversation): (AccountId, ConversationId),
    before: i64,
    limit: u32,
) -> Result<Vec<Entry>, Error> {
    tx.fetch(
        "SELECT id, at, member, deed, conversation, about FROM audit_entries
         WHERE brand = $1 AND conversation = $2 AND id < $3 ORDER BY id DESC LIMIT $4",
        params![brand, conversation, before, limit],
    )
    .await
}
