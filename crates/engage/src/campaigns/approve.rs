//! Agree to a campaign of another member.

use subrosa_access::{Actor, ApproveCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign::{Campaign, CampaignState};
use subrosa_proto::{CampaignId, ErrorCode};
use subrosa_store::campaigns;

use super::submit::begins;
use super::{held, refused, shown};
use crate::Engage;

impl Engage {
    /// Has it begin at its moment.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` where it does not wait for it; `forbidden`, also for whoever wrote or submitted it.
    pub async fn approve_campaign(&self, actor: &Actor, campaign: CampaignId) -> Result<Campaign, Error> {
        let permit = permit::<ApproveCampaigns>(actor, &Subject::Own)?;
        let (brand, by, now) = (permit.account()?, permit.person()?, self.messaging.now());
        let deed = self.deed(actor, brand, AuditDeed::CampaignApproved);
        let approved = self.messaging.db().write(async move |tx| {
            let mut kept = held(tx, brand, campaign).await?;
            let campaign = &mut kept.campaign;
            if campaign.state != CampaignState::Waiting {
                return Err(refused(campaign.state, "there is nothing to agree to"));
            }
            if campaign.submitted_by == Some(by) || campaign.changed_by == by {
                let detail = "another member than the one who wrote or submitted it has to agree";
                return Err(Error::detailed(ErrorCode::Forbidden, detail));
            }
            campaign.state = CampaignState::Scheduled;
            campaign.approved_by = Some(by);
            let (schedule, name) = (campaign.schedule.clone(), campaign.name.clone());
            let due_at = begins(tx, brand, &schedule, now).await?;
            campaigns::set_state(tx, &kept, Some(due_at)).await?;
            deed.clone().about(name).note(tx).await?;
            Ok(kept.campaign)
        });
        let approved = approved.await?;
        self.messaging.campaign_work().notify_one();
        Ok(shown(approved))
    }
}
