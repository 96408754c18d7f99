//! Remove a campaign.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::CampaignId;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign::CampaignState;
use subrosa_store::campaigns;

use super::{held, refused};
use crate::Engage;

impl Engage {
    /// Removes a draft. What was sent is kept: caps count it, and reports tell of it.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` where it is no draft any more; `forbidden`.
    pub async fn remove_campaign(&self, actor: &Actor, campaign: CampaignId) -> Result<(), Error> {
        let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::CampaignRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                let before = held(tx, brand, campaign).await?.campaign;
                if before.state != CampaignState::Draft {
                    return Err(refused(before.state, "only drafts are removed"));
                }
                campaigns::remove(tx, campaign).await?;
                deed.clone().about(&before.name).note(tx).await
            })
            .await
    }
}
