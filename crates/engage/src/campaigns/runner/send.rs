//! Send to those whose moment has come, a group at a time, with rests. Nothing is got ready meanwhile: a campaign takes one processor at a time.

use std::sync::Arc;
use std::time::Instant;

use subrosa_messaging::Error;
use subrosa_messaging::campaigns::{Promotion, Saying, WithCode};
use subrosa_proto::campaign::CampaignSettings;
use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::segment::Rule;
use subrosa_proto::{CampaignId, Timestamp};
use subrosa_store::campaign_deliveries::{self, Delivery, Due, DuePlace, FIRST_DUE, Key, Planned, Settled};
use subrosa_store::campaigns::Kept;
use subrosa_store::{Tx, campaign_journeys};

use super::super::known::{Person, Speaker, Words};
use super::super::trigger::{Began, over, told_since};
use super::LOOK;
use super::pace::Pace;
use crate::Engage;

/// Rows that are looked for at once, and how often before it is looked again how the campaign stands.
const ROUND: u32 = 64;
const ROUNDS: usize = 32;
/// Messages that somebody else's has to wait for at most.
const GROUP: usize = 12;

/// A delivery whose moment has come, with what is known of its contact.
struct Ready {
    due: Due,
    person: Arc<Person>,
    /// Why they are not concerned any more.
    over: Option<SkipReason>,
    /// Whoever is the same person and was told the same since then has it.
    told_since: Timestamp,
}

/// Sends to some whose moment had come at one; false when nobody's had.
pub(super) async fn send_some(
    engage: &Engage,
    (kept, now): (&Kept, Timestamp),
    (speaker, settings, condition): (Speaker, CampaignSettings, Option<Rule>),
    pace: &mut Pace,
) -> Result<bool, Error> {
    let (speaker, settings) = (Arc::new(speaker), Arc::new(settings));
    let (mut after, begun) = (FIRST_DUE, Instant::now());
    for _ in 0..ROUNDS {
        let round = read(engage, (kept, now), (&speaker, condition.as_ref()), after).await?;
        let Some(last) = round.last() else { break };
        after = last.due.place();
        send_round(engage, kept, (&speaker, &settings), &round, (pace, begun)).await?;
        if begun.elapsed() >= LOOK {
            break;
        }
    }
    Ok(after != FIRST_DUE)
}

/// The next behind a place.
async fn read(
    engage: &Engage,
    (kept, now): (&Kept, Timestamp),
    (speaker, condition): (&Arc<Speaker>, Option<&Rule>),
    after: DuePlace,
) -> Result<Vec<Ready>, Error> {
    let (campaign, speaker) = (kept.campaign.id, Arc::clone(speaker));
    let (db, shared) = (engage.messaging.db(), kept.clone());
    let Some(rule) = condition else {
        let read = db.read(async move |tx| {
            let due = campaign_deliveries::due(tx, campaign, after, now, ROUND).await?;
            let holds = vec![true; due.len()];
            round(tx, (&shared, &speaker), (&due, &holds), now).await
        });
        return read.await;
    };
    let due = db.read(async move |tx| campaign_deliveries::due(tx, campaign, after, now, ROUND).await).await;
    let due = due.map_err(Error::from)?;
    let contacts: Vec<_> = due.iter().map(|one| one.planned.contact).collect();
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let holds = engage.which_hold(kept.brand, rule, &contacts).await?;
    db.read(async move |tx| round(tx, (&shared, &speaker), (&due, &holds), now).await).await
}

/// What is known of some who are to be told, by the answers whether the audience holds of them.
async fn round(
    tx: &mut Tx<'_>,
    (kept, speaker): (&Kept, &Speaker),
    (due, holds): (&[Due], &[bool]),
    now: Timestamp,
) -> Result<Vec<Ready>, Error> {
    let planned: Vec<Planned> = due.iter().map(|one| one.planned).collect();
    let people: Vec<_> = planned.iter().map(|one| (one.contact, one.account)).collect();
    let known = speaker.known(tx, &people).await?;
    let began = began(tx, kept.campaign.id, &planned).await?;
    let over = over(tx, kept, (&planned, holds, &began), now).await?;
    let all = due.iter().zip(known).zip(over.into_iter().zip(began)).map(|((due, known), (over, began))| {
        let zone = &known.zone;
        let told_since = began.map_or_else(|| told_since(&kept.campaign.schedule, zone, &due.planned), |(at, _)| at);
        Ready { due: *due, person: Arc::new(known), over, told_since }
    });
    Ok(all.collect())
}

/// When and where the journeys began of those who are to get one of its messages; nothing for the campaign's own.
async fn began(tx: &mut Tx<'_>, campaign: CampaignId, planned: &[Planned]) -> Result<Vec<Began>, Error> {
    if planned.iter().all(|one| one.message == 0) {
        return Ok(vec![None; planned.len()]);
    }
    let asked: Vec<_> = planned.iter().map(|one| (one.contact, one.occurrence)).collect();
    let found = campaign_journeys::began(tx, campaign, &asked).await?;
    Ok(planned.iter().zip(found).map(|(one, began)| began.filter(|_| one.message > 0)).collect())
}

async fn send_round(
    engage: &Engage,
    kept: &Kept,
    (speaker, settings): (&Arc<Speaker>, &Arc<CampaignSettings>),
    round: &[Ready],
    (pace, since): (&mut Pace, Instant),
) -> Result<(), Error> {
    for group in round.chunks(pace.together(GROUP)) {
        // Whoever is at it says so again, and sees whether it still runs.
        if since.elapsed() >= LOOK {
            return Ok(());
        }
        let begun = Instant::now();
        // All are made first, and then go out as one: the batch would begin with the first while the next are made, and be synced twice.
        let made: Vec<Promotion> = group.iter().map(|ready| promotion(kept, speaker, settings, ready)).collect();
        let mut asked = Vec::with_capacity(group.len());
        for (ready, promotion) in group.iter().zip(made) {
            let planned = ready.due.planned;
            asked.push((planned, engage.messaging.promote(planned.contact, promotion)?));
        }
        finish_group(engage, kept, asked).await?;
        pace.rest(begun, group.len()).await;
    }
    Ok(())
}

fn promotion(
    kept: &Kept,
    speaker: &Arc<Speaker>,
    settings: &Arc<CampaignSettings>,
    Ready { due: Due { planned, .. }, person, over, told_since }: &Ready,
) -> Promotion {
    let words = Words::of(planned.message, planned.variant);
    // Whoever would get nothing is not held out either: both sides are to be alike.
    let body = match (over, planned.variant) {
        (Some(over), _) => Err(*over),
        (None, 0) => speaker.seal(person, Words::Variant(1)).map(|_| Saying::Nothing),
        (None, _) => speaker.seal(person, words).map(|body| match speaker.pool(person, words) {
            None => Saying::Words(body),
            Some(pool) => {
                let (speaker, person) = (Arc::clone(speaker), Arc::clone(person));
                Saying::WithVoucher(pool, WithCode::new(move |code| speaker.seal_with(&person, words, code)))
            }
        }),
    };
    Promotion {
        campaign: kept.campaign.id,
        brand: kept.brand,
        customer: planned.account,
        occurrence: planned.occurrence,
        message: planned.message,
        begins_journey: planned.message == 0 && kept.campaign.journey.is_some(),
        topic: kept.campaign.topic.clone(),
        body,
        planned_for: planned.planned_for,
        told_since: *told_since,
        zone: person.zone.clone(),
        settings: Arc::clone(settings),
    }
}

/// Waits for a group. What can't be sent whatever is tried is settled, so that nothing else waits for it.
async fn finish_group<F: Future<Output = Result<(), Error>>>(
    engage: &Engage,
    kept: &Kept,
    group: Vec<(Planned, F)>,
) -> Result<(), Error> {
    let mut failed = Vec::new();
    for (planned, outcome) in group {
        match outcome.await {
            Ok(()) => {}
            Err(error) if error.is_passing() => return Err(error),
            Err(error) => {
                tracing::warn!(%error, "a campaign's message could not be sent");
                failed.push(planned);
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    let (campaign, at) = (kept.campaign.id, engage.messaging.now());
    let awaited: Vec<Key> = failed
        .iter()
        .filter(|one| one.message > 0)
        .map(|one| Key { campaign, contact: one.contact, occurrence: one.occurrence })
        .collect();
    let settled: Vec<Settled> = failed
        .into_iter()
        .map(|Planned { contact, occurrence, .. }| {
            let (state, reason, seq) = (Delivery::Failed, None, None);
            Settled { campaign, contact, occurrence, state, reason, at, seq }
        })
        .collect();
    let written = engage.messaging.db().write(async move |tx| {
        campaign_deliveries::settle_many(tx, &settled).await?;
        campaign_journeys::go_on_many(tx, &awaited, at).await
    });
    written.await.map_err(Error::from)
}
