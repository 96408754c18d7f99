//! Say that a campaign is to be sent.

use subrosa_access::Held;
use subrosa_campaign::{local_moment, next_occurrence};
use subrosa_desk::zone::Zone;
use subrosa_messaging::Error;
use subrosa_proto::campaign::{Campaign, CampaignSchedule, CampaignSettings, CampaignState};
use subrosa_proto::limits::BRAND_MEMBERS;
use subrosa_proto::right::Right;
use subrosa_proto::{AccountId, ErrorCode, Timestamp};
use subrosa_store::campaigns::Kept;
use subrosa_store::{Tx, brand_members, campaign_settings};

use super::{audience, refused, trigger, vouchers, zone_of};

/// When a campaign begins: for those whose clocks are ahead of all others, where each is told by their own.
///
/// # Errors
/// `invalid_parameter` where no time is left at which it returns.
pub(super) async fn begins(
    tx: &mut Tx<'_>,
    brand: AccountId,
    schedule: &CampaignSchedule,
    now: Timestamp,
) -> Result<Timestamp, Error> {
    let at = match schedule {
        CampaignSchedule::Now | CampaignSchedule::When(_) => now,
        CampaignSchedule::At(at) => *at,
        CampaignSchedule::Local(moment) => local_moment(&Zone::first(), moment).unwrap_or(now),
        CampaignSchedule::Every(every) => {
            let next = next_occurrence(&zone_of(tx, brand).await?, every, now);
            next.ok_or_else(|| Error::field(ErrorCode::InvalidParameter, "schedule", "its last day is over"))?
        }
    };
    Ok(at.max(now))
}

/// Whether another member has to agree. To how many one goes that is sent on what contacts do, nobody knows before: it takes two wherever the
/// brand has another who may agree.
pub(super) async fn needs_approval(
    tx: &mut Tx<'_>,
    (brand, campaign): (AccountId, &Campaign),
    by: AccountId,
    (people, settings): (u64, &CampaignSettings),
) -> Result<bool, Error> {
    if people > u64::from(settings.approval_above) {
        return Ok(true);
    }
    if !matches!(campaign.schedule, CampaignSchedule::When(_)) {
        return Ok(false);
    }
    for member in brand_members::list(tx, brand, Timestamp::default(), BRAND_MEMBERS).await? {
        let person = member.account.id;
        if member.invited || member.account.disabled || person == by || person == campaign.changed_by {
            continue;
        }
        let kept = brand_members::find_kept(tx, brand, person).await?;
        if kept.is_some_and(|kept| Held::kept(kept.role, kept.rights).rights().has(Right::ApproveCampaigns)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Has a draft wait for another member where it goes to many, or for its moment; when it begins, if it does.
///
/// # Errors
/// `invalid_parameter` where it is no draft, or its audience, topic or segment is not the brand's any more.
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
    trigger::check(tx, kept.brand, &campaign.schedule).await?;
    if let CampaignSchedule::At(at) = campaign.schedule
        && at < now
    {
        return Err(Error::field(ErrorCode::InvalidParameter, "schedule", "its moment is over"));
    }
    let begins = begins(tx, kept.brand, &campaign.schedule, now).await?;
    let settings = campaign_settings::find(tx, kept.brand).await?;
    let left = vouchers::check(tx, kept.brand, campaign.vouchers).await?;
    if left == Some(0) {
        return Err(Error::field(ErrorCode::InvalidParameter, "vouchers", "the pool has no codes left"));
    }
    let short = left.and_then(|left| people.checked_sub(left)).filter(|short| *short > 0);
    // How many it takes of one that is sent on what contacts do, nobody knows before.
    campaign.vouchers_short = short.filter(|_| !matches!(campaign.schedule, CampaignSchedule::When(_)));
    let needs_approval = needs_approval(tx, (kept.brand, &*campaign), by, (people, &settings)).await?;
    campaign.people = Some(people);
    campaign.submitted_by = Some(by);
    campaign.approved_by = None;
    if needs_approval {
        campaign.state = CampaignState::Waiting;
        return Ok(None);
    }
    campaign.state = CampaignState::Scheduled;
    Ok(Some(begins))
}
