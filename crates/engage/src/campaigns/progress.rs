//! How far a campaign is.

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::campaign::{CampaignSchedule, CampaignState};
use subrosa_proto::campaign_journey::JourneyProgress;
use subrosa_proto::campaign_report::{CampaignOccurrence, CampaignProgress, SkippedContacts};
use subrosa_proto::{CampaignId, Timestamp};
use subrosa_store::campaign_deliveries::{self, Delivery};
use subrosa_store::campaign_follows;
use subrosa_store::campaign_journeys::{self, Stands};

use super::seen;
use crate::Engage;

/// Times of one that returns that are told one by one.
const OCCURRENCES: i64 = 30;

impl Engage {
    /// How many stand where, why some get nothing, how fast it goes and how long it takes.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn campaign_progress(&self, actor: &Actor, campaign: CampaignId) -> Result<CampaignProgress, Error> {
        let brand = permit::<ReadCampaigns>(actor, &Subject::Own)?.account()?;
        let now = self.messaging.now();
        let read = self.messaging.db().read(async move |tx| {
            let kept = seen(tx, brand, campaign).await?;
            let counts = campaign_deliveries::counts(tx, campaign).await?;
            let due = campaign_deliveries::count_due(tx, campaign, now).await?;
            let next = campaign_deliveries::next_due(tx, campaign).await?;
            let times = match kept.campaign.schedule {
                CampaignSchedule::Every(_) => {
                    campaign_follows::occurrences(tx, campaign, kept.occurrence - OCCURRENCES).await?
                }
                _ => Vec::new(),
            };
            let journeys = campaign_journeys::counts(tx, campaign).await?;
            Ok::<_, Error>((kept, counts, due, (next, times), journeys))
        });
        let (kept, counts, due, (next, times), journeys) = read.await?;
        let state = kept.campaign.state;
        let whole = |count: i64| u64::try_from(count).unwrap_or(0);
        let of = |wanted: Delivery| whole(counts.iter().filter(|one| one.0 == wanted).map(|one| one.2).sum());
        let mut skipped: Vec<SkippedContacts> = counts
            .iter()
            .filter_map(|(_, why, contacts)| Some(SkippedContacts { why: (*why)?, contacts: whole(*contacts) }))
            .collect();
        skipped.sort_by_key(|one| one.why);
        let runs = state == CampaignState::Running;
        let since = kept.resumed_at.filter(|_| runs);
        let seconds = since.map_or(0, |since| (now.milliseconds() - since.milliseconds()) / 1_000);
        let sent_since = whole(kept.campaign.sent - kept.sent_before);
        let per_minute = sent_since * 60 / whole(seconds).max(1);
        let is_known = runs && per_minute > 0 && due > 0;
        Ok(CampaignProgress {
            state,
            at: now,
            is_planned: !kept.is_to_plan(now),
            planned: of(Delivery::Planned),
            sent: of(Delivery::Sent),
            held_out: of(Delivery::HeldOut),
            skipped,
            failed: of(Delivery::Failed),
            recalled: of(Delivery::Recalled),
            is_recalling: kept.recall_after.is_some(),
            opted_out: whole(kept.campaign.opted_out),
            complained: whole(kept.campaign.complained),
            per_minute: if runs { per_minute } else { 0 },
            seconds_left: is_known.then(|| whole(due) * 60 / per_minute),
            next_at: next.filter(|_| runs),
            occurs_at: kept.occurs_at.filter(|at| runs && *at > now),
            occurrences: occurrences(times),
            journey: kept.campaign.journey.is_some().then(|| under_way(state, &journeys)),
        })
    }
}

/// Where those are who set out on a campaign's journey. One that was cancelled takes nobody further.
pub(super) fn under_way(state: CampaignState, counts: &[(Stands, i64)]) -> JourneyProgress {
    let mut progress = JourneyProgress::default();
    for (stands, count) in counts {
        let place = match stands {
            Stands::UnderWay if state != CampaignState::Cancelled => &mut progress.under_way,
            Stands::UnderWay | Stands::Over => &mut progress.ended,
            Stands::GoalReached => &mut progress.reached_goal,
        };
        *place += u64::try_from(*count).unwrap_or(0);
    }
    progress
}

/// The times of one that returns, the newest first.
fn occurrences(counts: Vec<(i64, Timestamp, Delivery, i64)>) -> Vec<CampaignOccurrence> {
    let mut times: Vec<CampaignOccurrence> = Vec::new();
    for (number, at, state, count) in counts {
        let number = u64::try_from(number + 1).unwrap_or(0);
        if times.last().is_none_or(|last| last.number != number) {
            times.push(CampaignOccurrence { number, at, planned: 0, sent: 0, held_out: 0, skipped: 0, failed: 0 });
        }
        let Some(last) = times.last_mut() else { continue };
        last.at = last.at.min(at);
        let place = match state {
            Delivery::Planned => &mut last.planned,
            Delivery::Sent | Delivery::Recalled => &mut last.sent,
            Delivery::HeldOut => &mut last.held_out,
            Delivery::Skipped => &mut last.skipped,
            Delivery::Failed => &mut last.failed,
        };
        *place += u64::try_from(count).unwrap_or(0);
    }
    times.truncate(usize::try_from(OCCURRENCES).unwrap_or(0));
    times
}
