//! Make a pool.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::{BRAND_VOUCHER_POOLS, VOUCHER_POOL_NAME_CHARACTERS};
use subrosa_proto::voucher::{NewVoucherPool, VoucherPool};
use subrosa_proto::{VoucherPoolId, text};
use subrosa_store::{accounts, voucher_pools};

use super::wrong;
use crate::Engage;

impl Engage {
    /// Makes one without codes.
    ///
    /// # Errors
    /// `text_invalid`; `invalid_parameter` when the brand has as many as it can; `forbidden`.
    pub async fn create_voucher_pool(&self, actor: &Actor, request: NewVoucherPool) -> Result<VoucherPool, Error> {
        let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
        let name = request.name.trim().to_owned();
        text::check_line(&name, VOUCHER_POOL_NAME_CHARACTERS, false).map_err(|why| Error::text("name", why))?;
        let deed = self.deed(actor, brand, AuditDeed::VoucherPoolSaved).about(&name);
        let (id, created_at) = (VoucherPoolId::new(self.messaging.next_id()), self.messaging.now());
        let pool = VoucherPool { id, name, created_at, left: 0, given: 0 };
        let new = pool.clone();
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let known = voucher_pools::list(tx, brand, BRAND_VOUCHER_POOLS).await?.len();
                if known >= usize::try_from(BRAND_VOUCHER_POOLS).unwrap_or(usize::MAX) {
                    return Err(wrong("name", format!("a brand has at most {BRAND_VOUCHER_POOLS} pools")));
                }
                voucher_pools::insert(tx, brand, &new).await?;
                deed.note(tx).await
            })
            .await?;
        Ok(pool)
    }
}
