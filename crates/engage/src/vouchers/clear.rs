//! Take all codes that nobody has out of a pool.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::VoucherPoolId;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::voucher::VoucherPool;
use subrosa_store::{voucher_pools, vouchers};

use super::seen;
use crate::Engage;

/// Codes that are removed in one transaction: nobody waits for more.
const TOGETHER: u32 = 2_000;

impl Engage {
    /// Removes them. What was given stays with whoever got it, and is never given again.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_vouchers(&self, actor: &Actor, pool: VoucherPoolId) -> Result<VoucherPool, Error> {
        let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::VouchersRemoved);
        let db = self.messaging.db();
        let noted = db.write(async move |tx| {
            let before = seen(tx, brand, pool).await?;
            deed.clone().about(&before.name).note(tx).await?;
            Ok::<_, Error>(before)
        });
        // As many as there were; what others add meanwhile is theirs.
        let mut left = noted.await?.left;
        while left > 0 {
            let limit = u32::try_from(left).unwrap_or(TOGETHER).min(TOGETHER);
            let removed = db.write(async move |tx| {
                let removed = vouchers::remove_free(tx, pool, limit).await?;
                let count = i64::try_from(removed).unwrap_or(0);
                voucher_pools::count_many(tx, &[(pool, -count, 0)]).await?;
                Ok::<_, Error>(removed)
            });
            let removed = removed.await?;
            if removed == 0 {
                break;
            }
            left = left.saturating_sub(removed);
        }
        db.read(async move |tx| seen(tx, brand, pool).await).await
    }
}
