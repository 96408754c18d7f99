//! For how long a brand keeps conversations.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::retention::RetentionSettings;
use subrosa_store::brand_retention;

use crate::Engage;

impl Engage {
    /// For how many days; for ever where nothing was set.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn retention(&self, actor: &Actor) -> Result<RetentionSettings, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        self.messaging.db().read(async move |tx| Ok(brand_retention::find(tx, brand).await?)).await
    }
}
