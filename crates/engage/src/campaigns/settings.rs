//! What holds for all of a brand's campaigns.

use subrosa_access::{Actor, ApproveCampaigns, ReadCampaigns, Subject, permit};
use subrosa_campaign::check_settings;
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign::CampaignSettings;
use subrosa_store::campaign_settings;

use crate::Engage;

impl Engage {
    /// Caps, quiet hours, the gap to conversations, who has to agree, when a campaign stops by itself.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn campaign_settings(&self, actor: &Actor) -> Result<CampaignSettings, Error> {
        let brand = permit::<ReadCampaigns>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| campaign_settings::find(tx, brand).await).await;
        found.map_err(Error::from)
    }

    /// Says it anew. What is under way follows within a few hundred messages.
    ///
    /// # Errors
    /// `invalid_parameter` with the field; `forbidden`.
    pub async fn set_campaign_settings(
        &self,
        actor: &Actor,
        settings: CampaignSettings,
    ) -> Result<CampaignSettings, Error> {
        let brand = permit::<ApproveCampaigns>(actor, &Subject::Own)?.account()?;
        check_settings(&settings)
            .map_err(|problem| Error::field(ErrorCode::InvalidParameter, problem.field, problem.what))?;
        let deed = self.deed(actor, brand, AuditDeed::CampaignSettingsChanged);
        let kept = settings.clone();
        self.messaging
            .db()
            .write(async move |tx| {
                campaign_settings::save(tx, brand, &kept).await?;
                deed.note(tx).await
            })
            .await?;
        Ok(settings)
    }
}
