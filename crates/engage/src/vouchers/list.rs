//! The pools of a brand.

use subrosa_access::{Actor, ReadCampaigns, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_VOUCHER_POOLS;
use subrosa_proto::voucher::VoucherPoolList;
use subrosa_store::voucher_pools;

use crate::Engage;

impl Engage {
    /// All of them, with how many codes each has left and has given.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn voucher_pools(&self, actor: &Actor) -> Result<VoucherPoolList, Error> {
        let brand = permit::<ReadCampaigns>(actor, &Subject::Own)?.account()?;
        let read =
            self.messaging.db().read(async move |tx| voucher_pools::list(tx, brand, BRAND_VOUCHER_POOLS).await).await;
        Ok(VoucherPoolList { pools: read.map_err(Error::from)? })
    }
}
