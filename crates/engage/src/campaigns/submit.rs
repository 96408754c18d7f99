//! Say that a campaign is to be sent.

use subrosa_campaign::local_moment;
use subrosa_desk::zone::Zone;
use subrosa_messaging::Error;
use subrosa_proto::campaign::{CampaignSchedule, CampaignState};
use subrosa_proto::{AccountId, ErrorCode, Timestamp};
use subrosa_store::campaigns::Kept;
use subrosa_store::{Tx, campaign_settings};

use super::{audience, refused};

/// Clocks are ahead of UTC by so much at most.
const AHEAD_SECONDS: i64 = 14 * 60 * 60;

/// When a campaign begins: for those whose clocks are ahead of all others, where each is told by their own.
pub(super) fn begins(schedule: &CampaignSchedule, now: Timestamp) -> Timestamp {
    let at = match schedule {
        CampaignSchedule::Now => now,
        CampaignSchedule::At(at) => *at,
        CampaignSchedule::Local(moment) => {
            let in_utc = Zone::named("UTC").and_then(|zone| local_moment(&zone, moment));
            in_utc.map_or(now, |at| at.plus_seconds(-AHEAD_SECONDS))
        }
    };
    at.max(now)
}

/// Has a draft wait for another member where it goes to many, or for its moment; when it begins, if it does.
///
/// # Errors
/// `invalid_parameter` where it is no draft, or its audience or topic is not the brand's any more.
pub(super) async fn submit(
    tx: &mut Tx<'_>,
    kept: &mut Kept,
    (by, now): (AccountId, Timestamp),
    people: u64,
) -> Result<Option<Timestamp>, Error> {
    let campaign = &mut kept.campaign;
    if campaign.state != CampaignState::Draft {
        return Err(refused(campaign.state, "only a draft can be submitted"));
    }
    audience::check(tx, kept.brand, &campaign.audience, &campaign.topic).await?;
    if let CampaignSchedule::At(at) = campaign.schedule
        && at < now
    {
        return Err(Error::field(ErrorCode::InvalidParameter, "schedule", "its moment is over"));
    }
    let settings = campaign_settings::find(tx, kept.brand).await?;
    campaign.people = Some(people);
    campaign.submitted_by = Some(by);
    campaign.approved_by = None;
    if people > u64::from(settings.approval_above) {
        campaign.state = CampaignState::Waiting;
        return Ok(None);
    }
    campaign.state = CampaignState::Scheduled;
    Ok(Some(begins(&campaign.schedule, now)))
}
