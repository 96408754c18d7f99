//! The attributes of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::contact::AttributeList;
use subrosa_proto::limits::BRAND_ATTRIBUTES;
use subrosa_store::attributes;

use crate::Engage;

impl Engage {
    /// All of them, in the order of their making.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn attributes(&self, actor: &Actor) -> Result<AttributeList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| attributes::list(tx, brand, BRAND_ATTRIBUTES).await).await;
        Ok(AttributeList { attributes: found.map_err(Error::from)? })
    }
}
