//! Which time it is of a campaign that returns: the next once everyone of the last is written down, and not one that was missed long ago.

use subrosa_campaign::{next_occurrence, turn};
use subrosa_messaging::Error;
use subrosa_proto::campaign::CampaignSchedule;
use subrosa_proto::limits::CAMPAIGN_OCCURRENCES;
use subrosa_proto::{ConversationId, Timestamp};
use subrosa_store::campaign_follows::{self, Occurrence};
use subrosa_store::campaigns::{ALL_PLANNED, Kept};

use super::super::zone_of;
use crate::Engage;

/// Nobody is written down for it.
const NOBODY: ConversationId = ConversationId::new(0);

/// A time at which nobody is written down yet; or the end.
pub(super) const fn time(number: i64, at: Option<Timestamp>) -> Occurrence {
    let planned_through = if at.is_some() { NOBODY } else { ALL_PLANNED };
    Occurrence { number, at, planned_through }
}

/// Puts the time in its place that has its turn; false where that stands there.
pub(super) async fn turn_on(engage: &Engage, kept: &Kept) -> Result<bool, Error> {
    let (CampaignSchedule::Every(every), Some(at)) = (&kept.campaign.schedule, kept.occurs_at) else {
        return Ok(false);
    };
    let (brand, now) = (kept.brand, engage.messaging.now());
    let zone = engage.messaging.db().read(async move |tx| zone_of(tx, brand).await).await?;
    let number = kept.occurrence;
    let to = if kept.is_planned() {
        let next = next_occurrence(&zone, every, at).filter(|_| number + 1 < CAMPAIGN_OCCURRENCES);
        // The last keeps its number.
        time(if next.is_some() { number + 1 } else { number }, next)
    } else if kept.planned_through == NOBODY && at <= now {
        time(number, turn(&zone, every, at, now))
    } else {
        return Ok(false);
    };
    let from = Occurrence { number, at: Some(at), planned_through: kept.planned_through };
    if from == to {
        return Ok(false);
    }
    let campaign = kept.campaign.id;
    // Another node may have come further, or somebody have stopped it.
    let db = engage.messaging.db();
    let moved = db.write(async move |tx| campaign_follows::occur_next(tx, campaign, from, to).await).await;
    let _is_ours = moved.map_err(Error::from)?;
    Ok(true)
}
