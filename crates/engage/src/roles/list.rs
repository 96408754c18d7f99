//! The roles of a brand's own.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_ROLES;
use subrosa_proto::right::RoleList;
use subrosa_store::brand_roles;

use super::shown;
use crate::Engage;

impl Engage {
    /// All of them, by name.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn roles(&self, actor: &Actor) -> Result<RoleList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| brand_roles::list(tx, brand, BRAND_ROLES).await).await;
        Ok(RoleList { roles: found.map_err(Error::from)?.into_iter().map(shown).collect() })
    }
}
