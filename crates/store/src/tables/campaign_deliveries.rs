//! What becomes of a campaign for each contact. Rows are written before anything is sent; whoever settles one holds the lock of its conversation.

use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::{AccountId, CampaignId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const REASONS: [(SkipReason, i64); 12] = [
    (SkipReason::NoConsent, 1),
    (SkipReason::CustomerGone, 2),
    (SkipReason::Capped, 3),
    (SkipReason::Budget, 4),
    (SkipReason::TicketOpen, 5),
    (SkipReason::LiveConversation, 6),
    (SkipReason::NoValue, 7),
    (SkipReason::SamePerson, 8),
    (SkipReason::Unsendable, 9),
    (SkipReason::LeftAudience, 10),
    (SkipReason::GoalReached, 11),
    (SkipReason::Suppressed, 12),
];
number_of!(SkipReason, REASONS);

/// Where a delivery stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Delivery {
    Planned,
    HeldOut,
    Sent,
    Skipped,
    /// It was taken back before it was read.
    Recalled,
    Failed,
}

const DELIVERIES: [(Delivery, i64); 6] = [
    (Delivery::Planned, 1),
    (Delivery::HeldOut, 2),
    (Delivery::Sent, 3),
    (Delivery::Skipped, 4),
    (Delivery::Recalled, 5),
    (Delivery::Failed, 6),
];
number_of!(Delivery, DELIVERIES);

/// What a delivery is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    pub campaign: CampaignId,
    pub contact: ConversationId,
    /// For which time they are told, from 0.
    pub occurrence: i64,
}

/// A delivery to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    pub contact: ConversationId,
    /// For which time they are told, from 0.
    pub occurrence: i64,
    /// The customer.
    pub account: AccountId,
    /// From 1; 0: to be held out.
    pub variant: u32,
    /// 0: the campaign's own message; others are its journey's, from 1.
    pub message: u32,
    pub planned_for: Timestamp,
    /// The log's end when it was written down, where that is asked for.
    pub seq: Option<i64>,
}

impl FromRow for Planned {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let variant: i64 = row.get(2)?;
        Ok(Self {
            contact: row.get(0)?,
            account: row.get(1)?,
            variant: u32::try_from(variant).unwrap_or(0),
            planned_for: row.get(3)?,
            occurrence: row.get(4)?,
            seq: row.get(5)?,
            message: u32::try_from(row.get::<i64>(6)?).unwrap_or(0),
        })
    }
}

/// A delivery whose moment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub planned: Planned,
    /// When it was to be tried.
    pub due_at: Timestamp,
}

impl Due {
    /// Its place among those that are due.
    #[must_use]
    pub const fn place(&self) -> DuePlace {
        (self.due_at, self.planned.contact, self.planned.occurrence)
    }
}

/// A place among deliveries that are due.
pub type DuePlace = (Timestamp, ConversationId, i64);

/// Before all that are due.
pub const FIRST_DUE: DuePlace = (Timestamp::from_microseconds(i64::MIN), ConversationId::new(i64::MIN), 0);

impl FromRow for Due {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { planned: Planned::from_row(row)?, due_at: row.get(7)? })
    }
}

/// How a delivery was settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    pub campaign: CampaignId,
    pub contact: ConversationId,
    pub occurrence: i64,
    pub state: Delivery,
    pub reason: Option<SkipReason>,
    pub at: Timestamp,
    /// The message; or for those held out the log's end.
    pub seq: Option<i64>,
}

/// A promotion that somebody got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recent {
    pub campaign: CampaignId,
    pub contact: ConversationId,
    pub seq: i64,
    pub at: Timestamp,
}

impl FromRow for Recent {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { campaign: row.get(0)?, contact: row.get(1)?, seq: row.get(2)?, at: row.get(3)? })
    }
}

/// Promotions that are looked at of one person: more than anyone can want.
const RECENT: u32 = 400;

/// Writes down whom a campaign is for. Who is written down already stays as they are.
pub async fn insert_many(tx: &mut Tx<'_>, campaign: CampaignId, planned: &[Planned]) -> Result<(), Error> {
    let rows: Vec<_> = planned
        .iter()
        .map(|one| {
            let Planned { contact, occurrence, account, variant, message, planned_for, seq } = *one;
            values![campaign, contact, occurrence, account, variant, message, planned_for, seq]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO campaign_deliveries (campaign, contact, occurrence, account, variant, message, state, planned_for, due_at, seq)
         VALUES ($1, $2, $3, $4, $5, $6, 1, $7, $7, $8) ON CONFLICT (campaign, contact, occurrence) DO NOTHING",
        &rows,
    )
    .await
}

/// Those behind a place whose moment has come, the first first.
pub async fn due(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    after: DuePlace,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Due>, Error> {
    tx.fetch(
        "SELECT contact, account, variant, planned_for, occurrence, seq, message, due_at FROM campaign_deliveries
         WHERE campaign = $1 AND (due_at, contact, occurrence) > ($2, $3, $4) AND due_at <= $5
         ORDER BY due_at, contact, occurrence LIMIT $6",
        params![campaign, after.0, after.1, after.2, now, limit],
    )
    .await
}

/// When the next is due; nothing when all are settled.
pub async fn next_due(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Option<Timestamp>, Error> {
    let found: Option<(Timestamp,)> = tx
        .fetch_optional(
            "SELECT due_at FROM campaign_deliveries WHERE campaign = $1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1",
            params![campaign],
        )
        .await?;
    Ok(found.map(|(at,)| at))
}

/// How many are to get its own message by now.
pub async fn count_due(tx: &mut Tx<'_>, campaign: CampaignId, now: Timestamp) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM campaign_deliveries WHERE campaign = $1 AND due_at <= $2 AND message = 0",
            params![campaign, now],
        )
        .await?;
    Ok(count)
}

/// Which of these are still to be settled, one answer for each.
pub async fn are_planned(tx: &mut Tx<'_>, deliveries: &[Key]) -> Result<Vec<bool>, Error> {
    let rows: Vec<_> = deliveries.iter().map(|key| values![key.campaign, key.contact, key.occurrence]).collect();
    let found = tx
        .fetch_many(
            "SELECT state FROM campaign_deliveries WHERE campaign = $1 AND contact = $2 AND occurrence = $3",
            &rows,
        )
        .await?;
    let is_planned = |rows: Vec<(Delivery,)>| rows.first().is_some_and(|(state,)| *state == Delivery::Planned);
    Ok(found.into_iter().map(is_planned).collect())
}

/// The promotions that each of these people got since a moment, of all brands, the newest first.
pub async fn recent(tx: &mut Tx<'_>, accounts: &[AccountId], since: Timestamp) -> Result<Vec<Vec<Recent>>, Error> {
    let rows: Vec<_> = accounts.iter().map(|account| values![*account, since, RECENT]).collect();
    tx.fetch_many(
        "SELECT campaign, contact, seq, sent_at FROM campaign_deliveries
         WHERE account = $1 AND sent_at >= $2 ORDER BY sent_at DESC LIMIT $3",
        &rows,
    )
    .await
}

/// Of whom a campaign is asked about: the brand, the contact, and the person who the contact is.
pub type OfPerson = (AccountId, ConversationId, i64);

/// Which message of a campaign.
pub type Message = (CampaignId, u32);

/// Whether another contact of the same person has got a campaign's message or is held out of it since a moment, one answer for each.
pub async fn told_as_another(tx: &mut Tx<'_>, asked: &[(Message, OfPerson, Timestamp)]) -> Result<Vec<bool>, Error> {
    let rows: Vec<_> = asked
        .iter()
        .map(|((campaign, message), (brand, contact, person), since)| {
            values![*campaign, *brand, *person, *contact, *since, *message]
        })
        .collect();
    let found = tx
        .fetch_many(
            "SELECT d.contact FROM merged_contacts p
             JOIN campaign_deliveries d ON d.campaign = $1 AND d.contact = p.contact
             WHERE p.brand = $2 AND p.person = $3 AND p.contact <> $4 AND d.state IN (2, 3) AND d.settled_at >= $5
               AND d.message = $6 LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(ConversationId,)>| !rows.is_empty()).collect())
}

/// Settles deliveries.
pub async fn settle_many(tx: &mut Tx<'_>, settled: &[Settled]) -> Result<(), Error> {
    let rows: Vec<_> = settled
        .iter()
        .map(|one| {
            let sent_at = (one.state == Delivery::Sent).then_some(one.at);
            values![one.state, one.reason, one.at, one.seq, sent_at, one.campaign, one.contact, one.occurrence]
        })
        .collect();
    tx.execute_many(
        "UPDATE campaign_deliveries SET state = $1, reason = $2, settled_at = $3, seq = $4, sent_at = $5, due_at = NULL
         WHERE campaign = $6 AND contact = $7 AND occurrence = $8 AND state = 1",
        &rows,
    )
    .await
}

/// Has deliveries wait until other moments.
pub async fn put_off_many(tx: &mut Tx<'_>, waiting: &[(Key, Timestamp)]) -> Result<(), Error> {
    let row = |(key, until): &(Key, Timestamp)| values![*until, key.campaign, key.contact, key.occurrence];
    let rows: Vec<_> = waiting.iter().map(row).collect();
    tx.execute_many(
        "UPDATE campaign_deliveries SET due_at = $1
         WHERE campaign = $2 AND contact = $3 AND occurrence = $4 AND state = 1",
        &rows,
    )
    .await
}

/// Who got a campaign's messages, so many of them behind one, in the order of the contacts: the contact, the customer, the newest message.
pub async fn sent_after(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    after: ConversationId,
    limit: u32,
) -> Result<Vec<(ConversationId, AccountId, i64)>, Error> {
    tx.fetch(
        "SELECT contact, account, max(seq) FROM campaign_deliveries
         WHERE campaign = $1 AND contact > $2 AND state = 3 GROUP BY contact, account ORDER BY contact LIMIT $3",
        params![campaign, after, limit],
    )
    .await
}

/// The messages of a campaign that somebody got and opened no link of: for which time, their places in the log, and which messages.
pub async fn unopened(
    tx: &mut Tx<'_>,
    (campaign, contact): (CampaignId, ConversationId),
) -> Result<Vec<(i64, i64, i64)>, Error> {
    tx.fetch(
        "SELECT occurrence, seq, message FROM campaign_deliveries
         WHERE campaign = $1 AND contact = $2 AND state = 3 AND clicked_at IS NULL ORDER BY occurrence",
        params![campaign, contact],
    )
    .await
}

/// Notes that these were taken back.
pub async fn recall_many(tx: &mut Tx<'_>, deliveries: &[Key]) -> Result<(), Error> {
    let rows: Vec<_> = deliveries.iter().map(|key| values![key.campaign, key.contact, key.occurrence]).collect();
    tx.execute_many(
        "UPDATE campaign_deliveries SET state = 5
         WHERE campaign = $1 AND contact = $2 AND occurrence = $3 AND state = 3",
        &rows,
    )
    .await
}

/// The newest promotion of a topic that somebody got in a conversation since a moment.
pub async fn newest_of_topic(
    tx: &mut Tx<'_>,
    (account, contact): (AccountId, ConversationId),
    topic: &str,
    since: Timestamp,
) -> Result<Option<CampaignId>, Error> {
    let found: Option<(CampaignId,)> = tx
        .fetch_optional(
            "SELECT d.campaign FROM campaign_deliveries d JOIN campaigns c ON c.id = d.campaign
             WHERE d.account = $1 AND d.sent_at >= $2 AND d.contact = $3 AND c.topic = $4
             ORDER BY d.sent_at DESC LIMIT 1",
            params![account, since, contact, topic],
        )
        .await?;
    Ok(found.map(|(campaign,)| campaign))
}

/// The newest promotion that somebody got in a conversation since a moment, with its topic.
pub async fn newest(
    tx: &mut Tx<'_>,
    (account, contact): (AccountId, ConversationId),
    since: Timestamp,
) -> Result<Option<(CampaignId, String)>, Error> {
    tx.fetch_optional(
        "SELECT d.campaign, c.topic FROM campaign_deliveries d JOIN campaigns c ON c.id = d.campaign
         WHERE d.account = $1 AND d.sent_at >= $2 AND d.contact = $3 ORDER BY d.sent_at DESC LIMIT 1",
        params![account, since, contact],
    )
    .await
}

/// How many deliveries of a campaign's own message stand where, for which reason.
pub async fn counts(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Vec<(Delivery, Option<SkipReason>, i64)>, Error> {
    let found: Vec<Counted> = tx
        .fetch(
            "SELECT state, reason, count(*) FROM campaign_deliveries
             WHERE campaign = $1 AND message = 0 GROUP BY state, reason",
            params![campaign],
        )
        .await?;
    Ok(found.into_iter().map(|one| (one.state, one.reason, one.count)).collect())
}

struct Counted {
    state: Delivery,
    reason: Option<SkipReason>,
    count: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { state: row.get(0)?, reason: row.get(1)?, count: row.get(2)? })
    }
}

/// What came of a campaign for those who were told or held out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    pub contact: ConversationId,
    /// For which time they were told, from 0.
    pub occurrence: i64,
    pub account: AccountId,
    /// 0: held out.
    pub variant: u32,
    /// 0: the campaign's own message; others are its journey's, from 1.
    pub message: u32,
    /// When they were told, or held out.
    pub at: Timestamp,
    pub seq: i64,
    pub seen_at: Option<Timestamp>,
    pub clicked_at: Option<Timestamp>,
    pub replied_at: Option<Timestamp>,
    pub converted_at: Option<Timestamp>,
    /// When they wanted no more of it, whichever message it was.
    pub opted_out_at: Option<Timestamp>,
    pub complained_at: Option<Timestamp>,
    pub revenue: i64,
    /// Which links they opened: a bit for each, the lowest for the first.
    pub clicked_links: i64,
    /// When they were told or held out the next time: what they do from then on is not this time's. A journey's messages are no next time of the
    /// message that began it.
    pub next_at: Option<Timestamp>,
}

/// A place among what came of a campaign.
pub type OutcomePlace = (ConversationId, i64);

/// Before all of it.
pub const FIRST_OUTCOME: OutcomePlace = (ConversationId::new(i64::MIN), 0);

impl Outcome {
    /// Its place among all.
    #[must_use]
    pub const fn place(&self) -> OutcomePlace {
        (self.contact, self.occurrence)
    }
}

impl FromRow for Outcome {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let variant: i64 = row.get(2)?;
        Ok(Self {
            contact: row.get(0)?,
            account: row.get(1)?,
            variant: u32::try_from(variant).unwrap_or(0),
            at: row.get(3)?,
            seq: row.get(4)?,
            seen_at: row.get(5)?,
            clicked_at: row.get(6)?,
            replied_at: row.get(7)?,
            converted_at: row.get(8)?,
            opted_out_at: row.get(9)?,
            revenue: row.get(10)?,
            clicked_links: row.get(11)?,
            occurrence: row.get(12)?,
            next_at: row.get(13)?,
            complained_at: row.get(14)?,
            message: u32::try_from(row.get::<i64>(15)?).unwrap_or(0),
        })
    }
}

/// What came of it for so many behind a place who were told since a moment, in the order of the contacts, of each the first time first.
pub async fn outcomes_after(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    after: OutcomePlace,
    since: Timestamp,
    limit: u32,
) -> Result<Vec<Outcome>, Error> {
    tx.fetch(
        "SELECT contact, account, variant, settled_at, seq, seen_at, clicked_at, replied_at, converted_at,
                CASE WHEN message = 0 THEN opted_out_at ELSE (SELECT o.opted_out_at FROM campaign_deliveries o
                    WHERE o.campaign = d.campaign AND o.contact = d.contact AND o.message = 0 AND o.occurrence < d.occurrence
                    ORDER BY o.occurrence DESC LIMIT 1) END,
                revenue, clicked_links, occurrence, (SELECT min(n.settled_at) FROM campaign_deliveries n
                    WHERE n.campaign = d.campaign AND n.contact = d.contact AND n.occurrence > d.occurrence
                      AND n.state IN (2, 3) AND (d.message > 0 OR n.message = 0)), complained_at, message
         FROM campaign_deliveries d WHERE campaign = $1 AND (contact, occurrence) > ($2, $3) AND state IN (2, 3) AND settled_at >= $4
         ORDER BY contact, occurrence LIMIT $5",
        params![campaign, after.0, after.1, since, limit],
    )
    .await
}

/// What came of several campaigns for one contact, one answer for each: the first time first.
pub async fn outcomes_of(
    tx: &mut Tx<'_>,
    contact: ConversationId,
    campaigns: &[CampaignId],
) -> Result<Vec<Vec<Outcome>>, Error> {
    let rows: Vec<_> = campaigns.iter().map(|campaign| values![*campaign, contact]).collect();
    tx.fetch_many(
        "SELECT contact, account, variant, settled_at, seq, seen_at, clicked_at, replied_at, converted_at,
                CASE WHEN message = 0 THEN opted_out_at ELSE (SELECT o.opted_out_at FROM campaign_deliveries o
                    WHERE o.campaign = d.campaign AND o.contact = d.contact AND o.message = 0 AND o.occurrence < d.occurrence
                    ORDER BY o.occurrence DESC LIMIT 1) END,
                revenue, clicked_links, occurrence, (SELECT min(n.settled_at) FROM campaign_deliveries n
                    WHERE n.campaign = d.campaign AND n.contact = d.contact AND n.occurrence > d.occurrence
                      AND n.state IN (2, 3) AND (d.message > 0 OR n.message = 0)), complained_at, message
         FROM campaign_deliveries d WHERE campaign = $1 AND contact = $2 AND state IN (2, 3) ORDER BY occurrence",
        &rows,
    )
    .await
}

/// Writes what came of it. What somebody opted out of stands there already.
pub async fn measure_many(tx: &mut Tx<'_>, campaign: CampaignId, outcomes: &[Outcome]) -> Result<(), Error> {
    let rows: Vec<_> = outcomes
        .iter()
        .map(|one| {
            values![one.seen_at, one.replied_at, one.converted_at, one.revenue, campaign, one.contact, one.occurrence]
        })
        .collect();
    tx.execute_many(
        "UPDATE campaign_deliveries SET seen_at = $1, replied_at = $2, converted_at = $3, revenue = $4
         WHERE campaign = $5 AND contact = $6 AND occurrence = $7",
        &rows,
    )
    .await
}

/// When the last message of a campaign went out, or somebody was held out.
pub async fn last_said(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Option<Timestamp>, Error> {
    let (at,) = tx
        .fetch_one(
            "SELECT max(settled_at) FROM campaign_deliveries WHERE campaign = $1 AND state IN (2, 3)",
            params![campaign],
        )
        .await?;
    Ok(at)
}

/// When the last of a campaign was told by its own message or held out.
pub async fn last_settled(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Option<Timestamp>, Error> {
    let (at,) = tx
        .fetch_one(
            "SELECT max(settled_at) FROM campaign_deliveries WHERE campaign = $1 AND state IN (2, 3) AND message = 0",
            params![campaign],
        )
        .await?;
    Ok(at)
}

/// How far customers have read, one answer for each account and conversation.
pub async fn read_up_to(tx: &mut Tx<'_>, of: &[(AccountId, ConversationId)]) -> Result<Vec<i64>, Error> {
    let rows: Vec<_> = of.iter().map(|(account, contact)| values![*account, *contact]).collect();
    let found = tx.fetch_many("SELECT read_seq FROM members WHERE account = $1 AND conversation = $2", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<(i64,)>| rows.first().map_or(0, |(seq,)| *seq)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_number() {
        assert!(SkipReason::ALL.iter().all(|reason| REASONS.iter().any(|(known, _)| known == reason)));
    }
}
