//! The members of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::brand::MemberList;
use subrosa_proto::limits::{AWAY_SECONDS, BRAND_MEMBERS};
use subrosa_store::brand_members;

use crate::Engage;

impl Engage {
    /// All of them, invited people included, each with whether they are at work and how much they hold.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn members(&self, actor: &Actor) -> Result<MemberList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let seen = self.messaging.now().plus_seconds(-AWAY_SECONDS);
        let found =
            self.messaging.db().read(async move |tx| brand_members::list(tx, brand, seen, BRAND_MEMBERS).await).await;
        Ok(MemberList { members: found.map_err(Error::from)? })
    }
}
