//! The systems of a brand that tell what customers do.

use subrosa_access::{Actor, ManageSources, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_SOURCES;
use subrosa_proto::source::SourceList;
use subrosa_store::sources;

use crate::Engage;

impl Engage {
    /// All of them, without their keys.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn sources(&self, actor: &Actor) -> Result<SourceList, Error> {
        let brand = permit::<ManageSources>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| sources::list(tx, brand, BRAND_SOURCES).await).await;
        Ok(SourceList { sources: found.map_err(Error::from)? })
    }
}
