//! Write down whom a campaign is sent to on what they did: who came into its segment, or of whom its event was told. The place up to which that was
//! read is kept with the rows that came of it, in one transaction.
//!
//! Never: somebody twice for one thing, however often it is told or read; what is older than a day.

use std::collections::BTreeMap;

use subrosa_campaign::triggered;
use subrosa_messaging::Error;
use subrosa_proto::campaign::GoalKind;
use subrosa_proto::campaign_schedule::CampaignTrigger;
use subrosa_proto::limits::CAMPAIGN_OCCURRENCES;
use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::{AccountId, ConversationId, SegmentId, Timestamp};
use subrosa_store::campaign_deliveries::{self, Planned};
use subrosa_store::campaigns::Kept;
use subrosa_store::contact_changes::What;
use subrosa_store::{
    Tx, campaign_follows, campaign_journeys, contact_changes, conversations, custom_events, segment_contacts, segments,
};

use super::super::foresee::variant_of;
use crate::Engage;
use crate::segments::{clock, fits};

/// Moves or changes that are read at once.
const TOGETHER: u32 = 500;
/// What happened longer ago has nothing sent any more.
const LATE_SECONDS: i64 = 24 * 60 * 60;

/// How far it was followed.
pub(super) enum Followed {
    /// There is nothing more.
    All,
    Some,
    /// What it follows is gone.
    Gone,
}

/// What contacts did, and when: the first first.
type Did = BTreeMap<ConversationId, Vec<Timestamp>>;

/// What was read, and up to which place.
struct Read {
    did: Did,
    to: i64,
}

/// Follows for a piece.
pub(super) async fn follow_some(engage: &Engage, kept: &Kept, trigger: &CampaignTrigger) -> Result<Followed, Error> {
    let Some(from) = kept.followed else { return Ok(Followed::All) };
    let (brand, now) = (kept.brand, engage.messaging.now());
    let since = now.plus_seconds(-LATE_SECONDS).max(kept.campaign.started_at.unwrap_or(now));
    let asked = trigger.clone();
    let read = engage.messaging.db().read(async move |tx| match asked.enters {
        Some(segment) => entered(tx, (brand, segment), from, since).await,
        None => told(tx, brand, &asked, from, (since, now)).await,
    });
    let Some(read) = read.await? else {
        // Which contacts have changed is not kept for so long; or there is no such segment any more.
        return match trigger.enters {
            Some(_) => Ok(Followed::Gone),
            None => follow_all(engage, kept, trigger, from, (since, now)).await,
        };
    };
    if read.to == from {
        return Ok(Followed::All);
    }
    write(engage, kept, trigger, read.did, (from, read.to)).await?;
    Ok(Followed::Some)
}

/// Who came into a segment; nothing where it is gone, or does not follow its contacts any more.
async fn entered(
    tx: &mut Tx<'_>,
    (brand, segment): (AccountId, SegmentId),
    from: i64,
    since: Timestamp,
) -> Result<Option<Read>, Error> {
    let found = segments::find(tx, (brand, segment)).await?;
    if found.is_none_or(|found| found.kind != SegmentKind::Live) {
        return Ok(None);
    }
    // Moves of before may be forgotten: then it goes on from the newest that there was before it looked.
    let newest = segment_contacts::newest_move(tx, segment).await?;
    let moves = segment_contacts::moves(tx, segment, from, TOGETHER).await?;
    let to = moves.last().map_or(newest.max(from), |last| last.number);
    let mut did = Did::new();
    for one in moves.into_iter().filter(|one| one.has_entered && one.at >= since) {
        did.entry(one.contact).or_default().push(one.at);
    }
    Ok(Some(Read { did, to }))
}

/// Of whom its event was told; nothing where it is not known any more whose events have changed.
async fn told(
    tx: &mut Tx<'_>,
    brand: AccountId,
    trigger: &CampaignTrigger,
    from: i64,
    span: (Timestamp, Timestamp),
) -> Result<Option<Read>, Error> {
    let Some(changes) = contact_changes::since(tx, brand, from, TOGETHER).await? else { return Ok(None) };
    let to = changes.last().map_or(from, |last| last.number);
    let mut contacts: Vec<ConversationId> =
        changes.into_iter().filter(|change| change.what.has(What::EVENTS)).map(|change| change.contact).collect();
    contacts.sort_unstable();
    contacts.dedup();
    Ok(Some(Read { did: did(tx, brand, trigger, &contacts, span).await?, to }))
}

/// When contacts did it, as far as it still counts. What was told of yesterday's clock that is ahead happened now.
async fn did(
    tx: &mut Tx<'_>,
    brand: AccountId,
    trigger: &CampaignTrigger,
    contacts: &[ConversationId],
    (since, now): (Timestamp, Timestamp),
) -> Result<Did, Error> {
    let name = trigger.event.as_deref().unwrap_or_default();
    let clock = clock(tx, brand, now).await?;
    let told = custom_events::did_since(tx, brand, name, since, contacts).await?;
    let mut did = Did::new();
    for (contact, told) in contacts.iter().zip(told) {
        let those = told.into_iter().filter(|(_, properties)| fits(properties, &trigger.properties, &clock));
        let moments: Vec<Timestamp> = those.map(|(at, _)| at.min(now)).collect();
        if !moments.is_empty() {
            did.insert(*contact, moments);
        }
    }
    Ok(did)
}

/// Looks at everyone of whom the event was told lately. Who is written down already stays so, so that whoever goes on from another who died does
/// nothing twice; only the last piece moves the place.
async fn follow_all(
    engage: &Engage,
    kept: &Kept,
    trigger: &CampaignTrigger,
    from: i64,
    (since, now): (Timestamp, Timestamp),
) -> Result<Followed, Error> {
    let (brand, db) = (kept.brand, engage.messaging.db());
    let newest = db.read(async move |tx| contact_changes::newest(tx, brand).await).await.map_err(Error::from)?;
    let mut after = ConversationId::new(0);
    loop {
        let asked = trigger.clone();
        let read = db.read(async move |tx| {
            let name = asked.event.as_deref().unwrap_or_default();
            let contacts = custom_events::who_did(tx, brand, (name, since), after, TOGETHER).await?;
            let did = did(tx, brand, &asked, &contacts, (since, now)).await?;
            Ok::<_, Error>((contacts.last().copied(), contacts.len(), did))
        });
        let (last, count, did) = read.await?;
        let is_last = count < TOGETHER as usize;
        let to = if is_last { newest } else { from };
        let is_ours = write(engage, kept, trigger, did, (from, to)).await?;
        match last {
            Some(last) if !is_last && is_ours => after = last,
            _ => return Ok(Followed::Some),
        }
    }
}

/// Writes down who is to be told, and the place; false where another node has come further, or somebody has stopped it.
async fn write(
    engage: &Engage,
    kept: &Kept,
    trigger: &CampaignTrigger,
    did: Did,
    (from, to): (i64, i64),
) -> Result<bool, Error> {
    let (brand, campaign, trigger) = (kept.brand, kept.campaign.clone(), trigger.clone());
    let asks_words = campaign.goal.reached_by == GoalKind::Reply;
    let written = engage.messaging.db().write(async move |tx| {
        if !campaign_follows::follow_on(tx, campaign.id, (from, to)).await? {
            return Ok(false);
        }
        let contacts: Vec<ConversationId> = did.keys().copied().collect();
        let before = campaign_follows::newest_planned(tx, campaign.id, &contacts).await?;
        let pairs = conversations::pairs(tx, &contacts).await?;
        // Whoever is still on the campaign's journey is not taken in again.
        let on_journey = if campaign.journey.is_some() {
            let asked: Vec<_> = contacts.iter().map(|contact| (campaign.id, *contact)).collect();
            campaign_journeys::are_under_way(tx, &asked).await?
        } else {
            vec![false; contacts.len()]
        };
        let mut planned = Vec::new();
        let known = before.into_iter().zip(pairs).zip(on_journey);
        for ((contact, moments), ((before, pair), is_under_way)) in did.iter().zip(known) {
            if is_under_way {
                continue;
            }
            let occurrence = before.map_or(0, |(occurrence, _)| occurrence + 1);
            let at = triggered(&trigger, moments, before.map(|(_, at)| at));
            let (Some(planned_for), Some((low, high))) = (at, pair) else { continue };
            if occurrence >= CAMPAIGN_OCCURRENCES {
                continue;
            }
            let variant = variant_of(&campaign, *contact);
            let account = if low == brand { high } else { low };
            let seq = if asks_words { Some(conversations::head(tx, *contact).await?) } else { None };
            planned.push(Planned { contact: *contact, occurrence, account, variant, message: 0, planned_for, seq });
        }
        campaign_deliveries::insert_many(tx, campaign.id, &planned).await?;
        Ok::<_, Error>(true)
    });
    written.await
}
