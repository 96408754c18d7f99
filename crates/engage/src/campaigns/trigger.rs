//! What campaigns are sent on: whether it can be followed, and whom it still concerns when they are to be told.

use subrosa_campaign::{began, told_again_after};
use subrosa_desk::zone::Zone;
use subrosa_messaging::Error;
use subrosa_proto::campaign::{CampaignGoal, CampaignSchedule, GoalKind};
use subrosa_proto::campaign_report::SkipReason;
use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::segment::{EventRule, Rule};
use subrosa_proto::{AccountId, ConversationId, ErrorCode, Timestamp};
use subrosa_store::campaign_deliveries::Planned;
use subrosa_store::campaign_goals::{self, Span};
use subrosa_store::campaigns::Kept;
use subrosa_store::{Tx, events, segments};

const MINUTE_SECONDS: i64 = 60;

/// Sees that what a campaign is sent on is the brand's, and can be looked at.
///
/// # Errors
/// `invalid_parameter` with what is wrong.
pub(super) async fn check(tx: &mut Tx<'_>, brand: AccountId, schedule: &CampaignSchedule) -> Result<(), Error> {
    let CampaignSchedule::When(trigger) = schedule else { return Ok(()) };
    let wrong = |what: String| Error::field(ErrorCode::InvalidParameter, "schedule", what);
    if let Some(segment) = trigger.enters {
        let kept = segments::find(tx, (brand, segment)).await?;
        if kept.is_none_or(|kept| kept.kind != SegmentKind::Live) {
            return Err(wrong("a live segment of the brand: others do not tell who comes in".to_owned()));
        }
    }
    if let Some(name) = &trigger.event {
        let properties = trigger.properties.clone();
        let rule = EventRule { name: name.clone(), times: None, within: None, properties };
        subrosa_segment::check(&Rule::Event(rule)).map_err(|problem| wrong(problem.to_string()))?;
    }
    Ok(())
}

/// When what a contact did happened, on which they are told.
fn happened_at(schedule: &CampaignSchedule, planned: &Planned) -> Timestamp {
    match schedule {
        CampaignSchedule::When(trigger) => {
            planned.planned_for.plus_seconds(-i64::from(trigger.after_minutes) * MINUTE_SECONDS)
        }
        _ => planned.planned_for,
    }
}

/// Since when whoever was told as another contact has been told of the same, where clocks show this.
pub(super) fn told_since(schedule: &CampaignSchedule, zone: &Zone, planned: &Planned) -> Timestamp {
    let ever = Timestamp::from_microseconds(i64::MIN);
    match schedule {
        CampaignSchedule::When(trigger) => {
            let at = planned.planned_for;
            let days = told_again_after(trigger, at).map(|free| free.milliseconds() - at.milliseconds());
            days.map_or(ever, |length| at.plus_seconds(-length / 1_000))
        }
        // The other contact may be one by whose clocks it was earlier.
        CampaignSchedule::Every(every) => began(zone, every, planned.planned_for),
        CampaignSchedule::Now | CampaignSchedule::At(_) | CampaignSchedule::Local(_) => ever,
    }
}

/// A contact who is asked about: since when, and since which place in the log.
pub(super) type Since = (ConversationId, Timestamp, i64);

/// When and where the journey began of which somebody is to get a message; nothing for a campaign's own.
pub(super) type Began = Option<(Timestamp, i64)>;

/// Why some who are to be told now are not concerned any more: by the answers whether the audience holds of them, and by what they did since. Of a
/// journey's messages, the audience is not asked again; `began` says when and where the journey did, for each of those.
pub(super) async fn over(
    tx: &mut Tx<'_>,
    kept: &Kept,
    (planned, holds, began): (&[Planned], &[bool], &[Began]),
    now: Timestamp,
) -> Result<Vec<Option<SkipReason>>, Error> {
    let is_followed = matches!(kept.campaign.schedule, CampaignSchedule::When(_));
    if !is_followed && began.iter().all(Option::is_none) {
        return Ok(vec![None; planned.len()]);
    }
    let since: Vec<Since> = planned
        .iter()
        .zip(began)
        .map(|(one, began)| match began {
            Some((at, seq)) => (one.contact, *at, *seq),
            None => (one.contact, happened_at(&kept.campaign.schedule, one), one.seq.unwrap_or(i64::MAX)),
        })
        .collect();
    let reached = reached(tx, kept, &since, now).await?;
    let why = |((one, holds), reached): ((&Planned, &bool), bool)| match (one.message, holds, reached) {
        // What was done before one that is sent to all is nobody's answer to it.
        (0, _, _) if !is_followed => None,
        (_, _, true) => Some(SkipReason::GoalReached),
        (0, false, _) => Some(SkipReason::LeftAudience),
        (_, _, false) => None,
    };
    Ok(planned.iter().zip(holds).zip(reached).map(why).collect())
}

/// Who of some reached the goal since a moment.
pub(super) async fn reached(tx: &mut Tx<'_>, kept: &Kept, since: &[Since], now: Timestamp) -> Result<Vec<bool>, Error> {
    let CampaignGoal { reached_by, .. } = &kept.campaign.goal;
    // What is told this very moment is among it.
    let until = now.plus_seconds(1);
    let spans: Vec<Span> = since.iter().map(|(contact, from, _)| (kept.brand, *contact, *from, until)).collect();
    Ok(match reached_by {
        GoalKind::Order => {
            let ordered = campaign_goals::ordered(tx, &spans).await?;
            ordered.iter().map(|orders| !orders.is_empty()).collect()
        }
        GoalKind::Event(name) => {
            let did = campaign_goals::first_did(tx, name, &spans).await?;
            did.iter().map(Option::is_some).collect()
        }
        GoalKind::Reply => {
            let after: Vec<(ConversationId, i64, AccountId)> =
                since.iter().map(|(contact, _, seq)| (*contact, *seq, kept.brand)).collect();
            events::next_of_other(tx, &after).await?.iter().map(Option::is_some).collect()
        }
    })
}
