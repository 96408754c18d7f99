//! Begin a campaign whose moment has come.

use subrosa_campaign::turn;
use subrosa_messaging::Error;
use subrosa_proto::campaign::{CampaignSchedule, CampaignState};
use subrosa_proto::{AccountId, CampaignId, Timestamp};
use subrosa_store::{Tx, campaign_follows, campaign_links, campaigns, contact_changes, contact_sets, segment_contacts};

use super::super::tracked::links_of;
use super::super::{held, zone_of};
use super::{CLAIM_SECONDS, recur};
use crate::Engage;

/// Orders are looked at for so long to know in which currency a brand sells.
const YEAR_SECONDS: i64 = 365 * 24 * 60 * 60;

/// Has it run from now on, once, with the links that it has now.
pub(super) async fn begin(engage: &Engage, brand: AccountId, campaign: CampaignId) -> Result<(), Error> {
    let now = engage.messaging.now();
    let since = now.plus_seconds(-YEAR_SECONDS);
    // All orders of a year are looked at: nobody who writes waits for that.
    let sells = engage.messaging.db().read(async move |tx| contact_sets::main_currency(tx, brand, since).await).await;
    let currency = sells.map_err(Error::from)?;
    let linked = engage.clone();
    let begun = engage.messaging.db().write(async move |tx| {
        let mut kept = held(tx, brand, campaign).await?;
        if kept.campaign.state != CampaignState::Scheduled {
            return Ok(());
        }
        kept.campaign.state = CampaignState::Running;
        kept.campaign.started_at = Some(now);
        kept.resumed_at = Some(now);
        kept.currency = currency;
        campaign_links::insert_many(tx, campaign, &links_of(&linked, &kept.campaign)).await?;
        campaigns::set_state(tx, &kept, Some(now.plus_seconds(CLAIM_SECONDS))).await?;
        begin_again(tx, (brand, campaign), &kept.campaign.schedule, now).await
    });
    begun.await
}

/// From where one follows what contacts do, and the first time of one that returns.
async fn begin_again(
    tx: &mut Tx<'_>,
    (brand, campaign): (AccountId, CampaignId),
    schedule: &CampaignSchedule,
    now: Timestamp,
) -> Result<(), Error> {
    match schedule {
        CampaignSchedule::When(trigger) => {
            let newest = match trigger.enters {
                Some(segment) => segment_contacts::newest_move(tx, segment).await?,
                None => contact_changes::newest(tx, brand).await?,
            };
            campaign_follows::begin(tx, campaign, trigger.enters, newest).await?;
        }
        CampaignSchedule::Every(every) => {
            let first = turn(&zone_of(tx, brand).await?, every, Timestamp::from_microseconds(i64::MIN), now);
            campaign_follows::occur_first(tx, campaign, recur::time(0, first)).await?;
        }
        CampaignSchedule::Now | CampaignSchedule::At(_) | CampaignSchedule::Local(_) => {}
    }
    Ok(())
}
