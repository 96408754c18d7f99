//! Remove a pool.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::VoucherPoolId;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::campaign::CampaignState;
use subrosa_proto::limits::BRAND_CAMPAIGNS;
use subrosa_store::{accounts, campaigns, voucher_pools};

use super::{seen, wrong};
use crate::Engage;

impl Engage {
    /// Forgets one that has no codes and gave none.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` where it has or gave codes, or a campaign is to give some of it; `forbidden`.
    pub async fn remove_voucher_pool(&self, actor: &Actor, pool: VoucherPoolId) -> Result<(), Error> {
        let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::VoucherPoolRemoved);
        let removed = self.messaging.db().write(async move |tx| {
            accounts::lock(tx, brand).await?;
            let known = seen(tx, brand, pool).await?;
            let is_meant = campaigns::list(tx, brand, BRAND_CAMPAIGNS).await?.into_iter().any(|kept| {
                let is_over = matches!(kept.campaign.state, CampaignState::Finished | CampaignState::Cancelled);
                !is_over && kept.campaign.vouchers == Some(pool)
            });
            if is_meant {
                return Err(wrong("pool", "a campaign is to give vouchers of it"));
            }
            if !voucher_pools::remove(tx, pool).await? {
                return Err(wrong("pool", "it has codes, or has given some: who got which is kept"));
            }
            deed.clone().about(&known.name).note(tx).await
        });
        removed.await
    }
}
