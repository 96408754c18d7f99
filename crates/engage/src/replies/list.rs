//! The saved replies of a brand.

use subrosa_access::{Actor, ReadBrand, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::brand::SavedReplyList;
use subrosa_proto::limits::BRAND_REPLIES;
use subrosa_store::replies;

use crate::Engage;

impl Engage {
    /// All of them, by name.
    ///
    /// # Errors
    /// `forbidden` when the actor acts for no brand.
    pub async fn replies(&self, actor: &Actor) -> Result<SavedReplyList, Error> {
        let brand = permit::<ReadBrand>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| replies::list(tx, brand, BRAND_REPLIES).await).await;
        Ok(SavedReplyList { replies: found.map_err(Error::from)? })
    }
}
