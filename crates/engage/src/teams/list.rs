//! The teams of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_TEAMS;
use subrosa_proto::team::TeamList;
use subrosa_store::teams;

use crate::Engage;

impl Engage {
    /// All of them, by name.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn teams(&self, actor: &Actor) -> Result<TeamList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| teams::list(tx, brand, BRAND_TEAMS).await).await;
        Ok(TeamList { teams: found.map_err(Error::from)? })
    }
}
