//! The brands that a person works for.

use subrosa_access::{Actor, JoinBrands, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::brand::MembershipList;
use subrosa_store::brand_members;

use super::MEMBERSHIPS;
use crate::Engage;

impl Engage {
    /// The person's brands, up to 100, those that invited them included.
    ///
    /// # Errors
    /// `unauthenticated`; `forbidden` when a brand's member acts for it.
    pub async fn memberships(&self, actor: &Actor) -> Result<MembershipList, Error> {
        let person = permit::<JoinBrands>(actor, &Subject::Own)?.account()?;
        let found =
            self.messaging.db().read(async move |tx| brand_members::memberships(tx, person, MEMBERSHIPS).await).await;
        Ok(MembershipList { memberships: found.map_err(Error::from)? })
    }
}
