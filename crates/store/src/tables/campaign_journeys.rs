//! Journeys of campaigns: how far each contact has come who got the campaign's own message. Whoever settles a delivery has its journey go on in the same
//! transaction; a step counts only where the row is still as it was read.
//!
//! Never: a second journey of one contact while one is under way.

use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::{AccountId, CampaignId, ConversationId, Timestamp};

use super::campaign_deliveries::{Delivery, Key};
use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

/// Where a journey stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stands {
    UnderWay,
    Over,
    /// It is over because the contact reached the campaign's goal.
    GoalReached,
}

const STANDS: [(Stands, i64); 3] = [(Stands::UnderWay, 1), (Stands::Over, 2), (Stands::GoalReached, 3)];
number_of!(Stands, STANDS);

/// A journey that sets out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// Of the campaign's own message.
    pub delivery: Key,
    pub at: Timestamp,
    /// The message.
    pub seq: i64,
}

/// A journey of which a step is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Journey {
    pub contact: ConversationId,
    /// The occurrence of the delivery that began it, when that was sent, and its place in the log.
    pub began: i64,
    pub began_at: Timestamp,
    pub seq: i64,
    /// How many steps it has taken.
    pub step: i64,
    /// The flow's session as JSON; none before the first step.
    pub session: Option<Vec<u8>>,
    /// The occurrence of the delivery that it last asked for, or of the first.
    pub last: i64,
    pub due_at: Timestamp,
}

impl FromRow for Journey {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            contact: row.get(0)?,
            began: row.get(1)?,
            began_at: row.get(2)?,
            seq: row.get(3)?,
            step: row.get(4)?,
            session: row.get(5)?,
            last: row.get(6)?,
            due_at: row.get(7)?,
        })
    }
}

/// What a journey becomes by a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Becomes {
    pub stands: Stands,
    pub session: Option<Vec<u8>>,
    pub last: i64,
    /// Nothing while it waits for a delivery, or when it is over.
    pub due_at: Option<Timestamp>,
}

/// What came of the newest message that somebody got on a journey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Got {
    pub account: AccountId,
    /// Which variant they got of the campaign's own message.
    pub variant: u32,
    pub seq: i64,
    pub seen_at: Option<Timestamp>,
    pub clicked_at: Option<Timestamp>,
    /// Whether it was taken back.
    pub is_recalled: bool,
    /// Whether they wanted no more since then.
    pub has_opted_out: bool,
}

impl FromRow for Got {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let variant: i64 = row.get(1)?;
        Ok(Self {
            account: row.get(0)?,
            variant: u32::try_from(variant).unwrap_or(0),
            seq: row.get(2)?,
            seen_at: row.get(3)?,
            clicked_at: row.get(4)?,
            is_recalled: row.get::<Delivery>(5)? == Delivery::Recalled,
            has_opted_out: row.get::<Option<Timestamp>>(6)?.is_some(),
        })
    }
}

/// Has contacts set out who are not under way already. The first step of each is due at once.
pub async fn begin_many(tx: &mut Tx<'_>, begun: &[Begun]) -> Result<(), Error> {
    let contacts: Vec<_> = begun.iter().map(|one| (one.delivery.campaign, one.delivery.contact)).collect();
    let under_way = are_under_way(tx, &contacts).await?;
    let rows: Vec<_> = begun
        .iter()
        .zip(under_way)
        .filter(|(_, is_under_way)| !is_under_way)
        .map(|(Begun { delivery, at, seq }, _)| {
            values![delivery.campaign, delivery.contact, delivery.occurrence, *at, *seq]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO campaign_journeys (campaign, contact, began, began_at, seq, state, step, last, due_at)
         VALUES ($1, $2, $3, $4, $5, 1, 0, $3, $4) ON CONFLICT (campaign, contact, began) DO NOTHING",
        &rows,
    )
    .await
}

/// Who is under way on a campaign's journey, one answer for each.
pub async fn are_under_way(tx: &mut Tx<'_>, contacts: &[(CampaignId, ConversationId)]) -> Result<Vec<bool>, Error> {
    let rows: Vec<_> = contacts.iter().map(|(campaign, contact)| values![*campaign, *contact]).collect();
    let found = tx
        .fetch_many(
            "SELECT began FROM campaign_journeys WHERE campaign = $1 AND contact = $2 AND state = 1 LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(i64,)>| !rows.is_empty()).collect())
}

/// Has journeys go on that wait for these deliveries.
pub async fn go_on_many(tx: &mut Tx<'_>, deliveries: &[Key], now: Timestamp) -> Result<(), Error> {
    let rows: Vec<_> = deliveries.iter().map(|key| values![now, key.campaign, key.contact, key.occurrence]).collect();
    tx.execute_many(
        "UPDATE campaign_journeys SET due_at = $1
         WHERE campaign = $2 AND contact = $3 AND last = $4 AND state = 1 AND due_at IS NULL",
        &rows,
    )
    .await
}

/// Those of a campaign of which a step is due, the first first.
pub async fn due(tx: &mut Tx<'_>, campaign: CampaignId, now: Timestamp, limit: u32) -> Result<Vec<Journey>, Error> {
    tx.fetch(
        "SELECT contact, began, began_at, seq, step, session, last, due_at FROM campaign_journeys
         WHERE campaign = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3",
        params![campaign, now, limit],
    )
    .await
}

/// When the next step is due; nothing where all are over, or wait for a delivery.
pub async fn next_due(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Option<Timestamp>, Error> {
    let found: Option<(Timestamp,)> = tx
        .fetch_optional(
            "SELECT due_at FROM campaign_journeys WHERE campaign = $1 AND due_at IS NOT NULL ORDER BY due_at LIMIT 1",
            params![campaign],
        )
        .await?;
    Ok(found.map(|(at,)| at))
}

/// Takes one a step on, if it is still as it was read; whether it did.
pub async fn step(tx: &mut Tx<'_>, campaign: CampaignId, from: &Journey, to: &Becomes) -> Result<bool, Error> {
    let moved = tx
        .execute(
            "UPDATE campaign_journeys SET state = $1, step = step + 1, session = $2, last = $3, due_at = $4
             WHERE campaign = $5 AND contact = $6 AND began = $7 AND step = $8 AND due_at = $9 AND state = 1",
            params![
                to.stands,
                to.session.as_deref(),
                to.last,
                to.due_at,
                campaign,
                from.contact,
                from.began,
                from.step,
                from.due_at
            ],
        )
        .await?;
    Ok(moved > 0)
}

/// When the journeys began that wait for these deliveries, and at which place in the log, one answer for each contact and occurrence.
pub async fn began(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    deliveries: &[(ConversationId, i64)],
) -> Result<Vec<Option<(Timestamp, i64)>>, Error> {
    let rows: Vec<_> = deliveries.iter().map(|(contact, last)| values![campaign, *contact, *last]).collect();
    let found = tx
        .fetch_many(
            "SELECT began_at, seq FROM campaign_journeys
             WHERE campaign = $1 AND contact = $2 AND last = $3 AND state = 1 LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(Timestamp, i64)>| rows.into_iter().next()).collect())
}

/// The newest message that contacts got since a delivery, one answer for each. Those that were taken back are among them.
pub async fn got(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    since: &[(ConversationId, i64)],
) -> Result<Vec<Option<Got>>, Error> {
    let rows: Vec<_> = since.iter().map(|(contact, began)| values![*began, campaign, *contact]).collect();
    let found = tx
        .fetch_many(
            "SELECT account, variant, seq, seen_at, clicked_at, state, (SELECT max(coalesce(o.opted_out_at, o.complained_at))
                    FROM campaign_deliveries o WHERE o.campaign = d.campaign AND o.contact = d.contact AND o.occurrence >= $1)
             FROM campaign_deliveries d
             WHERE occurrence >= $1 AND campaign = $2 AND contact = $3 AND state IN (3, 5)
             ORDER BY occurrence DESC LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Got>| rows.into_iter().next()).collect())
}

/// How deliveries stand, and why, one answer for each contact and occurrence.
pub async fn deliveries(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    of: &[(ConversationId, i64)],
) -> Result<Vec<Option<(Delivery, Option<SkipReason>)>>, Error> {
    let rows: Vec<_> = of.iter().map(|(contact, occurrence)| values![campaign, *contact, *occurrence]).collect();
    let found = tx
        .fetch_many(
            "SELECT state, reason FROM campaign_deliveries WHERE campaign = $1 AND contact = $2 AND occurrence = $3",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(Delivery, Option<SkipReason>)>| rows.into_iter().next()).collect())
}

/// The newest occurrence of each of these contacts.
pub async fn newest(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    contacts: &[ConversationId],
) -> Result<Vec<Option<i64>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![campaign, *contact]).collect();
    let found = tx
        .fetch_many(
            "SELECT occurrence FROM campaign_deliveries
             WHERE campaign = $1 AND contact = $2 ORDER BY occurrence DESC LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(i64,)>| rows.first().map(|(occurrence,)| *occurrence)).collect())
}

/// Ends the journeys under way of those from whom these are taken back: what was to follow does not.
pub async fn end_many(tx: &mut Tx<'_>, deliveries: &[Key]) -> Result<(), Error> {
    let rows: Vec<_> = deliveries.iter().map(|key| values![key.campaign, key.contact, key.occurrence]).collect();
    tx.execute_many(
        "DELETE FROM campaign_deliveries
         WHERE campaign = $1 AND contact = $2 AND occurrence > $3 AND state = 1 AND message > 0",
        &rows,
    )
    .await?;
    tx.execute_many(
        "UPDATE campaign_journeys SET state = 2, session = NULL, due_at = NULL
         WHERE campaign = $1 AND contact = $2 AND began <= $3 AND state = 1",
        &rows,
    )
    .await
}

/// How many journeys of a campaign stand where.
pub async fn counts(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Vec<(Stands, i64)>, Error> {
    tx.fetch("SELECT state, count(*) FROM campaign_journeys WHERE campaign = $1 GROUP BY state", params![campaign])
        .await
}

/// How many deliveries of each message of a campaign's journey stand where.
pub async fn message_counts(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Vec<(u32, Delivery, i64)>, Error> {
    let found: Vec<(i64, Delivery, i64)> = tx
        .fetch(
            "SELECT message, state, count(*) FROM campaign_deliveries
             WHERE campaign = $1 AND message > 0 GROUP BY message, state",
            params![campaign],
        )
        .await?;
    Ok(found.into_iter().map(|(message, state, count)| (u32::try_from(message).unwrap_or(0), state, count)).collect())
}
