//! What a brand promises its customers.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::level::ServiceLevels;
use subrosa_store::brand_levels;

use crate::Engage;

impl Engage {
    /// The brand's service levels; none where none were set.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn service_levels(&self, actor: &Actor) -> Result<ServiceLevels, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| brand_levels::find(tx, brand).await).await;
        found.map_err(Error::from)
    }
}
