//! Campaigns that are sent again and again: up to where one has followed what contacts do, and which time it is of one that returns.
//!
//! Never: a place that is moved apart from the rows that it stands for.

use subrosa_proto::{AccountId, CampaignId, ConversationId, SegmentId, Timestamp};

use super::campaign_deliveries::Delivery;
use super::campaigns::ALL_PLANNED;
use crate::value::{params, values};
use crate::{Error, Tx};

/// Has one follow the moves of a segment, or the changes of its brand's contacts, from a place on. Nobody else is to be written down for it.
pub async fn begin(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    segment: Option<SegmentId>,
    followed: i64,
) -> Result<(), Error> {
    let follows = segment.map_or(0, SegmentId::number);
    tx.execute(
        "UPDATE campaigns SET follows = $1, followed = $2, planned_through = $3 WHERE id = $4",
        params![follows, followed, ALL_PLANNED, campaign],
    )
    .await?;
    Ok(())
}

/// Moves the place up to which one has followed, if it still runs and has come just so far; whether it did.
pub async fn follow_on(tx: &mut Tx<'_>, campaign: CampaignId, (from, to): (i64, i64)) -> Result<bool, Error> {
    let moved = tx
        .execute(
            "UPDATE campaigns SET followed = $1 WHERE id = $2 AND followed = $3 AND state = 4",
            params![to, campaign, from],
        )
        .await?;
    Ok(moved > 0)
}

/// Says that there is nothing to do for one that runs until a moment, or until what it follows has moved: not of one that went on again since it was
/// read, as there may be something now.
pub async fn rest(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    due_at: Timestamp,
    resumed_at: Option<Timestamp>,
) -> Result<(), Error> {
    let never = Timestamp::from_microseconds(-1);
    tx.execute(
        "UPDATE campaigns SET due_at = $1, rests = 1 WHERE id = $2 AND state = 4 AND coalesce(resumed_at, -1) = $3",
        params![due_at, campaign, resumed_at.unwrap_or(never)],
    )
    .await?;
    Ok(())
}

/// Claims one at rest of which what it follows has moved, as [`claim`](super::campaigns::claim) does.
pub async fn claim_moved(tx: &mut Tx<'_>, until: Timestamp) -> Result<Option<(AccountId, CampaignId)>, Error> {
    let found: Option<(AccountId, CampaignId)> = tx
        .fetch_free(
            "SELECT brand, id FROM campaigns WHERE rests = 1 AND followed <
                 (CASE WHEN follows = 0 THEN (SELECT number FROM contact_counters WHERE contact_counters.brand = campaigns.brand)
                       ELSE (SELECT moves FROM segments WHERE segments.id = campaigns.follows) END)
             ORDER BY id LIMIT 1",
            &[],
        )
        .await?;
    if let Some((_, campaign)) = found {
        super::campaigns::put_off(tx, campaign, Some(until)).await?;
    }
    Ok(found)
}

/// A time at which a campaign is sent that returns: its number, its moment, and how far it is written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    pub number: i64,
    /// Nothing where there is no further.
    pub at: Option<Timestamp>,
    pub planned_through: ConversationId,
}

/// Gives one its first time.
pub async fn occur_first(tx: &mut Tx<'_>, campaign: CampaignId, first: Occurrence) -> Result<(), Error> {
    tx.execute(
        "UPDATE campaigns SET occurrence = $1, occurs_at = $2, planned_through = $3 WHERE id = $4",
        params![first.number, first.at, first.planned_through, campaign],
    )
    .await?;
    Ok(())
}

/// Puts another time in place of one, if it still runs and has come just so far; whether it did.
pub async fn occur_next(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    from: Occurrence,
    to: Occurrence,
) -> Result<bool, Error> {
    let moved = tx
        .execute(
            "UPDATE campaigns SET occurrence = $1, occurs_at = $2, planned_through = $3
             WHERE id = $4 AND occurrence = $5 AND occurs_at = $6 AND planned_through = $7 AND state = 4",
            params![to.number, to.at, to.planned_through, campaign, from.number, from.at, from.planned_through],
        )
        .await?;
    Ok(moved > 0)
}

/// Of each of these contacts the newest delivery by a campaign, and when they were last to be told its own message.
pub async fn newest_planned(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    contacts: &[ConversationId],
) -> Result<Vec<Option<(i64, Timestamp)>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![campaign, *contact]).collect();
    let found = tx
        .fetch_many(
            "SELECT (SELECT max(l.occurrence) FROM campaign_deliveries l WHERE l.campaign = d.campaign AND l.contact = d.contact),
                    planned_for
             FROM campaign_deliveries d
             WHERE campaign = $1 AND contact = $2 AND message = 0 ORDER BY occurrence DESC LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(i64, Timestamp)>| rows.into_iter().next()).collect())
}

/// The times of a campaign behind one, the newest first: their moments, and how many deliveries stand where.
pub async fn occurrences(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    after: i64,
) -> Result<Vec<(i64, Timestamp, Delivery, i64)>, Error> {
    tx.fetch(
        "SELECT occurrence, min(planned_for), state, count(*) FROM campaign_deliveries
         WHERE campaign = $1 AND occurrence > $2 GROUP BY occurrence, state ORDER BY occurrence DESC, state",
        params![campaign, after],
    )
    .await
}
