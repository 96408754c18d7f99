//! Write down whom a campaign is for, some at a time: who comes next is kept with each piece, in one transaction.

use subrosa_messaging::Error;
use subrosa_proto::campaign::CampaignSchedule;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::campaign_deliveries::{self, Planned};
use subrosa_store::campaigns::{self, ALL_PLANNED, Kept};
use subrosa_store::conversations;

use super::super::audience::Everyone;
use super::super::foresee::{planned_for, variant_of};
use super::super::known::Speaker;
use super::everyone;
use crate::Engage;

/// Rows that are written in one transaction: nobody's message waits for more.
const TOGETHER: usize = 100;

/// Writes the next down; false where it is not known any more whom it is for.
pub(super) async fn plan_some(engage: &Engage, kept: &Kept, audience: &mut Option<Everyone>) -> Result<bool, Error> {
    let contacts = match audience {
        Some(contacts) => contacts,
        None => match everyone(engage, kept).await? {
            Some(contacts) => audience.insert(contacts),
            None => return Ok(false),
        },
    };
    let from = kept.planned_through;
    let begin = contacts.partition_point(|contact| *contact <= from);
    let some: Vec<ConversationId> = contacts[begin..].iter().take(TOGETHER).copied().collect();
    let is_last = begin + some.len() == contacts.len();
    let to = if is_last { ALL_PLANNED } else { some.last().copied().unwrap_or(ALL_PLANNED) };
    let Some(planned) = planned(engage, kept, some).await? else { return Ok(false) };
    let (campaign, occurrence) = (kept.campaign.id, kept.occurrence);
    let written = engage.messaging.db().write(async move |tx| {
        // Another node may have come further, or somebody have stopped it.
        if campaigns::plan_on(tx, campaign, (from, to), occurrence).await? {
            campaign_deliveries::insert_many(tx, campaign, &planned).await?;
        }
        Ok::<_, Error>(())
    });
    written.await?;
    Ok(true)
}

/// What becomes of some contacts, and when; nothing where the campaign's topic is gone.
async fn planned(engage: &Engage, kept: &Kept, contacts: Vec<ConversationId>) -> Result<Option<Vec<Planned>>, Error> {
    let (brand, campaign, occurrence) = (kept.brand, kept.campaign.clone(), kept.occurrence);
    let begins = kept.occurs_at.or(campaign.started_at).unwrap_or_else(|| engage.messaging.now());
    let read = engage.messaging.db().read(async move |tx| {
        let pairs = conversations::pairs(tx, &contacts).await?;
        let people: Vec<(ConversationId, AccountId)> = contacts
            .iter()
            .zip(pairs)
            .filter_map(|(contact, pair)| pair.map(|(low, high)| (*contact, if low == brand { high } else { low })))
            .collect();
        let Some(speaker) = Speaker::of(tx, brand, &campaign).await? else { return Ok(None) };
        // Only who is told by their own clocks is looked at.
        let is_local = match &campaign.schedule {
            CampaignSchedule::Local(_) => true,
            CampaignSchedule::Every(every) => every.local,
            CampaignSchedule::Now | CampaignSchedule::At(_) | CampaignSchedule::When(_) => false,
        };
        let zones = if is_local {
            speaker.known(tx, &people).await?.into_iter().map(|person| person.zone).collect()
        } else {
            vec![speaker.zone.clone(); people.len()]
        };
        let planned = people.into_iter().zip(zones).map(|((contact, account), zone)| {
            let variant = variant_of(&campaign, contact);
            let planned_for = planned_for(&campaign.schedule, &zone, begins);
            Planned { contact, occurrence, account, variant, message: 0, planned_for, seq: None }
        });
        Ok::<_, Error>(Some(planned.collect()))
    });
    read.await
}
