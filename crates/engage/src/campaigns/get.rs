//! One campaign.

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::CampaignId;
use subrosa_proto::campaign::Campaign;

use super::{seen, shown};
use crate::Engage;

impl Engage {
    /// What it says, to whom, and where it stands.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn campaign(&self, actor: &Actor, campaign: CampaignId) -> Result<Campaign, Error> {
        let brand = permit::<ReadCampaigns>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| seen(tx, brand, campaign).await).await;
        Ok(shown(found?.campaign))
    }
}
