//! When a brand's pending tickets are resolved by themselves.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::closing::ClosingSettings;
use subrosa_store::brand_closing;

use crate::Engage;

impl Engage {
    /// After how many days, and in which words; off where nothing was set.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn closing(&self, actor: &Actor) -> Result<ClosingSettings, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| brand_closing::find(tx, brand).await).await?;
        Ok(found.0)
    }
}
