//! The brand of a handle, for what operators do.

use subrosa_messaging::Error;
use subrosa_proto::{AccountId, ErrorCode, handle};
use subrosa_store::accounts;

use crate::Engage;

impl Engage {
    /// The brand of a handle as someone writes it; whoever calls it has a permit.
    ///
    /// # Errors
    /// `not_found` when there is no such brand.
    pub(crate) async fn brand_named(&self, name: &str) -> Result<AccountId, Error> {
        let wanted = handle::normalise(name);
        let found = self.messaging.db().read(async move |tx| accounts::find_by_handle(tx, &wanted).await).await;
        let brand = found.map_err(Error::from)?.filter(|account| account.profile.kind.is_brand());
        Ok(brand.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile.id)
    }
}
