//! Begin a campaign whose moment has come.

use subrosa_messaging::Error;
use subrosa_proto::campaign::CampaignState;
use subrosa_proto::{AccountId, CampaignId};
use subrosa_store::{campaigns, contact_sets};

use super::super::held;
use super::CLAIM_SECONDS;
use crate::Engage;

/// Orders are looked at for so long to know in which currency a brand sells.
const YEAR_SECONDS: i64 = 365 * 24 * 60 * 60;

/// Has it run from now on, once.
pub(super) async fn begin(engage: &Engage, brand: AccountId, campaign: CampaignId) -> Result<(), Error> {
    let now = engage.messaging.now();
    let begun = engage.messaging.db().write(async move |tx| {
        let mut kept = held(tx, brand, campaign).await?;
        if kept.campaign.state != CampaignState::Scheduled {
            return Ok(());
        }
        kept.campaign.state = CampaignState::Running;
        kept.campaign.started_at = Some(now);
        kept.resumed_at = Some(now);
        kept.currency = contact_sets::main_currency(tx, brand, now.plus_seconds(-YEAR_SECONDS)).await?;
        campaigns::set_state(tx, &kept, Some(now.plus_seconds(CLAIM_SECONDS))).await?;
        Ok::<_, Error>(())
    });
    begun.await
}
