//! Campaigns of brands. Whoever moves one holds its row.

use serde::{Deserialize, Serialize};
use subrosa_proto::campaign::{
    Campaign, CampaignAudience, CampaignGoal, CampaignPause, CampaignSchedule, CampaignState, CampaignVariant,
};
use subrosa_proto::campaign_journey::CampaignJourney;
use subrosa_proto::{AccountId, CampaignId, ConversationId, Timestamp, VoucherPoolId};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const STATES: [(CampaignState, i64); 7] = [
    (CampaignState::Draft, 1),
    (CampaignState::Waiting, 2),
    (CampaignState::Scheduled, 3),
    (CampaignState::Running, 4),
    (CampaignState::Paused, 5),
    (CampaignState::Finished, 6),
    (CampaignState::Cancelled, 7),
];
number_of!(CampaignState, STATES);

const PAUSES: [(CampaignPause, i64); 5] = [
    (CampaignPause::Member, 1),
    (CampaignPause::OptOuts, 2),
    (CampaignPause::AudienceGone, 3),
    (CampaignPause::VouchersGone, 4),
    (CampaignPause::Complaints, 5),
];
number_of!(CampaignPause, PAUSES);

/// Everyone is written down.
pub const ALL_PLANNED: ConversationId = ConversationId::new(i64::MAX);

/// What a campaign says, as it is kept.
#[derive(Serialize, Deserialize)]
struct Content<A, V, S, G, J> {
    audience: A,
    schedule: S,
    variants: V,
    fallback: String,
    holdout_percent: u32,
    goal: G,
    /// Those of before it was said have none that are counted.
    #[serde(default)]
    track_links: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    vouchers: Option<VoucherPoolId>,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    journey: Option<J>,
}

type ContentRead = Content<CampaignAudience, Vec<CampaignVariant>, CampaignSchedule, CampaignGoal, CampaignJourney>;

/// A campaign as it is kept, with how far it has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub brand: AccountId,
    pub campaign: Campaign,
    /// The last contact who is written down; [`ALL_PLANNED`] when all are.
    pub planned_through: ConversationId,
    /// When it last began to run, and how many had got it then.
    pub resumed_at: Option<Timestamp>,
    pub sent_before: i64,
    /// How many messages went out by it, with those of its journey, and how many had then.
    pub said: i64,
    pub said_before: i64,
    pub currency: Option<String>,
    pub measured_at: Option<Timestamp>,
    /// While it is being taken back: the last contact who was looked at.
    pub recall_after: Option<ConversationId>,
    /// Of one that is sent on what contacts do: up to where it has followed that.
    pub followed: Option<i64>,
    /// Of one that returns: which time it is, from 0, and its moment; no moment when there is no further.
    pub occurrence: i64,
    pub occurs_at: Option<Timestamp>,
}

impl Kept {
    /// Whether everyone whom it is for is written down.
    #[must_use]
    pub fn is_planned(&self) -> bool {
        self.planned_through == ALL_PLANNED
    }

    /// Whether there are some to be written down by a moment: one that returns waits for its time.
    #[must_use]
    pub fn is_to_plan(&self, now: Timestamp) -> bool {
        !self.is_planned() && self.occurs_at.is_none_or(|at| at <= now)
    }
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let content: Vec<u8> = row.get(4)?;
        let content: ContentRead = serde_json::from_slice(&content)
            .map_err(|_| Error::Corrupt("what a campaign says is not of this version".to_owned()))?;
        let people: Option<i64> = row.get(12)?;
        Ok(Self {
            brand: row.get(1)?,
            campaign: Campaign {
                id: row.get(0)?,
                name: row.get(2)?,
                topic: row.get(3)?,
                audience: content.audience,
                schedule: content.schedule,
                variants: content.variants,
                fallback: content.fallback,
                holdout_percent: content.holdout_percent,
                goal: content.goal,
                track_links: content.track_links,
                vouchers: content.vouchers,
                journey: content.journey,
                vouchers_short: None,
                state: row.get(5)?,
                paused_by: row.get(6)?,
                created_at: row.get(7)?,
                changed_at: row.get(8)?,
                changed_by: row.get(9)?,
                submitted_by: row.get(10)?,
                approved_by: row.get(11)?,
                people: people.and_then(|people| u64::try_from(people).ok()),
                started_at: row.get(13)?,
                sent: row.get(15)?,
                opted_out: row.get(16)?,
                complained: row.get(26)?,
                finished_at: row.get(19)?,
            },
            planned_through: row.get(14)?,
            resumed_at: row.get(17)?,
            sent_before: row.get(18)?,
            said: row.get(27)?,
            said_before: row.get(28)?,
            currency: row.get(20)?,
            measured_at: row.get(21)?,
            recall_after: row.get(22)?,
            followed: row.get(23)?,
            occurrence: row.get(24)?,
            occurs_at: row.get(25)?,
        })
    }
}

fn content_of(campaign: &Campaign) -> Result<Vec<u8>, Error> {
    let content = Content {
        audience: &campaign.audience,
        schedule: &campaign.schedule,
        variants: &campaign.variants,
        fallback: campaign.fallback.clone(),
        holdout_percent: campaign.holdout_percent,
        goal: &campaign.goal,
        track_links: campaign.track_links,
        vouchers: campaign.vouchers,
        journey: campaign.journey.as_ref(),
    };
    serde_json::to_vec(&content).map_err(|error| Error::Bug(error.to_string()))
}

/// Adds a draft.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, campaign: &Campaign) -> Result<(), Error> {
    let content = content_of(campaign)?;
    tx.execute(
        "INSERT INTO campaigns (id, brand, name, topic, content, state, created_at, changed_at, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        params![
            campaign.id,
            brand,
            &campaign.name,
            &campaign.topic,
            content.as_slice(),
            campaign.state,
            campaign.created_at,
            campaign.changed_at,
            campaign.changed_by
        ],
    )
    .await?;
    Ok(())
}

/// Writes what one says anew.
pub async fn update(tx: &mut Tx<'_>, campaign: &Campaign) -> Result<(), Error> {
    let content = content_of(campaign)?;
    tx.execute(
        "UPDATE campaigns SET name = $1, topic = $2, content = $3, changed_at = $4, changed_by = $5 WHERE id = $6",
        params![
            &campaign.name,
            &campaign.topic,
            content.as_slice(),
            campaign.changed_at,
            campaign.changed_by,
            campaign.id
        ],
    )
    .await?;
    Ok(())
}

/// Writes where one stands, and when a node has something to do for it next.
pub async fn set_state(tx: &mut Tx<'_>, kept: &Kept, due_at: Option<Timestamp>) -> Result<(), Error> {
    let Kept { campaign, .. } = kept;
    let people = campaign.people.and_then(|people| i64::try_from(people).ok());
    tx.execute(
        "UPDATE campaigns SET state = $1, paused_by = $2, submitted_by = $3, approved_by = $4, people = $5, started_at = $6,
                resumed_at = $7, sent_before = $8, finished_at = $9, currency = $10, recall_after = $11, due_at = $12,
                said_before = $13, rests = 0 WHERE id = $14",
        params![
            campaign.state,
            campaign.paused_by,
            campaign.submitted_by,
            campaign.approved_by,
            people,
            campaign.started_at,
            kept.resumed_at,
            kept.sent_before,
            campaign.finished_at,
            kept.currency.as_deref(),
            kept.recall_after,
            due_at,
            kept.said_before,
            campaign.id
        ],
    )
    .await?;
    Ok(())
}

/// Moves how far one is planned for a time, if it still runs and has come just so far; whether it did.
pub async fn plan_on(
    tx: &mut Tx<'_>,
    campaign: CampaignId,
    (from, to): (ConversationId, ConversationId),
    occurrence: i64,
) -> Result<bool, Error> {
    let moved = tx
        .execute(
            "UPDATE campaigns SET planned_through = $1
             WHERE id = $2 AND planned_through = $3 AND occurrence = $4 AND state = 4",
            params![to, campaign, from, occurrence],
        )
        .await?;
    Ok(moved > 0)
}

/// Forgets one that has no deliveries.
pub async fn remove(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<(), Error> {
    tx.execute("DELETE FROM campaigns WHERE id = $1", params![campaign]).await?;
    Ok(())
}

/// Keeps others from moving one until the transaction ends.
pub async fn lock(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<(), Error> {
    tx.lock_many("SELECT id FROM campaigns WHERE id = $1", &[values![campaign]]).await
}

/// One of a brand's.
pub async fn find(tx: &mut Tx<'_>, (brand, campaign): (AccountId, CampaignId)) -> Result<Option<Kept>, Error> {
    tx.fetch_optional(
        "SELECT id, brand, name, topic, content, state, paused_by, created_at, changed_at, changed_by, submitted_by, approved_by,
                people, started_at, planned_through, sent, opted_out, resumed_at, sent_before, finished_at, currency, measured_at,
                recall_after, followed, occurrence, occurs_at, complained, said, said_before
         FROM campaigns WHERE id = $1 AND brand = $2",
        params![campaign, brand],
    )
    .await
}

/// Those of a brand, the newest first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Kept>, Error> {
    tx.fetch(
        "SELECT id, brand, name, topic, content, state, paused_by, created_at, changed_at, changed_by, submitted_by, approved_by,
                people, started_at, planned_through, sent, opted_out, resumed_at, sent_before, finished_at, currency, measured_at,
                recall_after, followed, occurrence, occurs_at, complained, said, said_before
         FROM campaigns WHERE brand = $1 ORDER BY id DESC LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// The ids of a brand's campaigns.
pub async fn ids(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<CampaignId>, Error> {
    let found: Vec<(CampaignId,)> =
        tx.fetch("SELECT id FROM campaigns WHERE brand = $1 ORDER BY id DESC LIMIT $2", params![brand, limit]).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// Claims one for which there is something to do: it is due again at `until`, unless whoever is at it says otherwise before. No two claim
/// the same.
pub async fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<(AccountId, CampaignId)>, Error> {
    let found: Option<(AccountId, CampaignId)> = tx
        .fetch_free("SELECT brand, id FROM campaigns WHERE due_at <= $1 ORDER BY due_at LIMIT 1", params![now])
        .await?;
    if let Some((_, campaign)) = found {
        put_off(tx, campaign, Some(until)).await?;
    }
    Ok(found)
}

/// Has those looked at now that may be claimed until a moment: for a node that is alone with its store, as whoever claimed them has ended.
pub async fn take_up(tx: &mut Tx<'_>, now: Timestamp, claimed: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE campaigns SET due_at = $1 WHERE due_at > $1 AND due_at <= $2", params![now, claimed]).await?;
    Ok(())
}

/// Says when there is something to do for one next.
pub async fn put_off(tx: &mut Tx<'_>, campaign: CampaignId, due_at: Option<Timestamp>) -> Result<(), Error> {
    tx.execute("UPDATE campaigns SET due_at = $1, rests = 0 WHERE id = $2", params![due_at, campaign]).await?;
    Ok(())
}

/// Says when it is looked again what came of one that has ended: not where it is being taken back by now, which is to be done at once.
pub async fn look_later(tx: &mut Tx<'_>, campaign: CampaignId, due_at: Option<Timestamp>) -> Result<(), Error> {
    tx.execute("UPDATE campaigns SET due_at = $1 WHERE id = $2 AND recall_after IS NULL", params![due_at, campaign])
        .await?;
    Ok(())
}

/// Says so of one that runs; one that was stopped meanwhile stays so.
pub async fn stay(tx: &mut Tx<'_>, campaign: CampaignId, due_at: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE campaigns SET due_at = $1 WHERE id = $2 AND state = 4", params![due_at, campaign]).await?;
    Ok(())
}

/// Notes when it was looked at what came of one.
pub async fn set_measured(tx: &mut Tx<'_>, campaign: CampaignId, at: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE campaigns SET measured_at = $1 WHERE id = $2", params![at, campaign]).await?;
    Ok(())
}

/// Which of these run, one answer for each. They stay as they are until the transaction ends.
pub async fn hold_running(tx: &mut Tx<'_>, campaigns: &[CampaignId]) -> Result<Vec<bool>, Error> {
    let rows: Vec<_> = campaigns.iter().map(|campaign| values![*campaign]).collect();
    tx.lock_many("SELECT id FROM campaigns WHERE id = $1", &rows).await?;
    let found = tx.fetch_many("SELECT state FROM campaigns WHERE id = $1", &rows).await?;
    let runs = |rows: Vec<(CampaignState,)>| rows.first().is_some_and(|(state,)| *state == CampaignState::Running);
    Ok(found.into_iter().map(runs).collect())
}

/// What a campaign's counters rise by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Who got its own message.
    pub sent: i64,
    /// Messages that went out, with those of its journey.
    pub said: i64,
    /// Who then wanted no more.
    pub opted_out: i64,
}

/// Adds to the counters of campaigns.
pub async fn count_many(tx: &mut Tx<'_>, counts: &[(CampaignId, Counts)]) -> Result<(), Error> {
    let row = |(campaign, of): &(CampaignId, Counts)| values![of.sent, of.said, of.opted_out, *campaign];
    let rows: Vec<_> = counts.iter().map(row).collect();
    tx.execute_many(
        "UPDATE campaigns SET sent = sent + $1, said = said + $2, opted_out = opted_out + $3 WHERE id = $4",
        &rows,
    )
    .await
}

/// Counts one more of those who got one and said that it was unwanted.
pub async fn count_complaint(tx: &mut Tx<'_>, campaign: CampaignId) -> Result<(), Error> {
    tx.execute("UPDATE campaigns SET complained = complained + 1 WHERE id = $1", params![campaign]).await?;
    Ok(())
}

/// Pauses those of these that run.
pub async fn pause_many(tx: &mut Tx<'_>, campaigns: &[CampaignId], why: CampaignPause) -> Result<(), Error> {
    let rows: Vec<_> = campaigns.iter().map(|campaign| values![why, *campaign]).collect();
    tx.execute_many(
        "UPDATE campaigns SET state = 5, paused_by = $1, due_at = NULL, rests = 0 WHERE id = $2 AND state = 4",
        &rows,
    )
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_has_a_number_of_its_own() {
        let mut numbers: Vec<i64> = STATES.iter().map(|(_, number)| *number).collect();
        numbers.dedup();
        assert!(CampaignState::ALL.iter().all(|state| STATES.iter().any(|(known, _)| known == state)));
        assert_eq!(numbers.len(), STATES.len());
    }
}
