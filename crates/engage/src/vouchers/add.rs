//! Put codes into a pool.

use subrosa_access::{Actor, ManageCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::VoucherPoolId;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::POOL_VOUCHERS;
use subrosa_proto::voucher::{AddVouchers, VoucherPool};
use subrosa_store::{accounts, voucher_pools, vouchers};

use super::codes::{codes, refuse};
use super::{seen, wrong};
use crate::Engage;

impl Engage {
    /// Adds all of them, or none: also where the pool has or had one of them already.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` with the codes that are wrong, or when the pool would have too many; `forbidden`.
    pub async fn add_vouchers(
        &self,
        actor: &Actor,
        pool: VoucherPoolId,
        request: AddVouchers,
    ) -> Result<VoucherPool, Error> {
        let brand = permit::<ManageCampaigns>(actor, &Subject::Own)?.account()?;
        let field = if request.csv.is_some() { "csv" } else { "codes" };
        let (places, codes): (Vec<u32>, Vec<String>) = codes(request)?.into_iter().unzip();
        let count = codes.len() as u64;
        let deed = self.deed(actor, brand, AuditDeed::VouchersAdded);
        let added = self.messaging.db().write(async move |tx| {
            // Two who add at once come one after the other. Whoever gives codes does not wait for it.
            accounts::lock(tx, brand).await?;
            let before = seen(tx, brand, pool).await?;
            if before.left + before.given + count > POOL_VOUCHERS {
                return Err(wrong(field, format!("a pool has at most {POOL_VOUCHERS} codes, given ones included")));
            }
            let known = vouchers::are_known(tx, pool, &codes).await?;
            let known = places.iter().zip(&codes).zip(known).filter(|(_, is_known)| *is_known);
            refuse(
                field,
                known.map(|((place, code), _)| (*place, code.as_str(), "is in the pool, or was".to_owned())),
            )?;
            vouchers::insert_many(tx, pool, &codes).await?;
            let count = i64::try_from(count).unwrap_or(0);
            voucher_pools::count_many(tx, &[(pool, count, 0)]).await?;
            deed.clone().about(&before.name).note(tx).await?;
            seen(tx, brand, pool).await
        });
        added.await
    }
}
