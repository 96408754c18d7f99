//! Remove a saved reply.

use subrosa_access::{Actor, ManageReplies, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::BrandPart;
use subrosa_proto::{ErrorCode, ReplyId};
use subrosa_store::replies;

use crate::Engage;

impl Engage {
    /// Removes a reply for good.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_reply(&self, actor: &Actor, id: ReplyId) -> Result<(), Error> {
        let brand = permit::<ManageReplies>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::ReplyRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                let name = replies::find(tx, brand, id).await?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
                replies::remove(tx, brand, id).await?;
                deed.about(name).note(tx).await
            })
            .await?;
        self.messaging.brand_changed(brand, BrandPart::Replies);
        Ok(())
    }
}
