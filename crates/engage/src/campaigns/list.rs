//! A brand's campaigns.

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::campaign::CampaignList;
use subrosa_proto::limits::BRAND_CAMPAIGNS;
use subrosa_store::campaigns;

use super::shown;
use crate::Engage;

impl Engage {
    /// All of them, the newest first.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn campaigns(&self, actor: &Actor) -> Result<CampaignList, Error> {
        let brand = permit::<ReadCampaigns>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| campaigns::list(tx, brand, BRAND_CAMPAIGNS).await).await;
        let campaigns = found.map_err(Error::from)?.into_iter().map(|kept| shown(kept.campaign)).collect();
        Ok(CampaignList { campaigns })
    }
}
