//! The shops that tell a brand's orders.

use subrosa_access::{Actor, ManageShops, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::shop::ShopList;
use subrosa_store::shops;

use super::shop;
use crate::Engage;

impl Engage {
    /// All of them, without their secrets.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn shops(&self, actor: &Actor) -> Result<ShopList, Error> {
        let brand = permit::<ManageShops>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| shops::list(tx, brand).await).await;
        let found = found.map_err(Error::from)?;
        Ok(ShopList { shops: found.into_iter().map(|known| shop(brand, known)).collect() })
    }
}
