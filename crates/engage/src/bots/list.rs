//! The bots of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::bot::BotList;
use subrosa_proto::limits::BRAND_BOTS;
use subrosa_store::bots;

use crate::Engage;

impl Engage {
    /// All of them, the oldest first.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn list_bots(&self, actor: &Actor) -> Result<BotList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let bots = self.messaging.db().read(async move |tx| bots::list(tx, brand, BRAND_BOTS).await).await?;
        Ok(BotList { bots })
    }
}
