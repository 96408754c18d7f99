//! How far a campaign is.

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::CampaignId;
use subrosa_proto::campaign::CampaignState;
use subrosa_proto::campaign_report::{CampaignProgress, SkippedContacts};
use subrosa_store::campaign_deliveries::{self, Delivery};

use super::seen;
use crate::Engage;

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
            Ok::<_, Error>((kept, counts, due, next))
        });
        let (kept, counts, due, next) = read.await?;
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
            is_planned: kept.is_planned(),
            planned: of(Delivery::Planned),
            sent: of(Delivery::Sent),
            held_out: of(Delivery::HeldOut),
            skipped,
            failed: of(Delivery::Failed),
            opted_out: whole(kept.campaign.opted_out),
            per_minute: if runs { per_minute } else { 0 },
            seconds_left: is_known.then(|| whole(due) * 60 / per_minute),
            next_at: next.filter(|_| runs),
        })
    }
}
