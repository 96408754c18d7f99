//! Remove a saved reply.

use subrosa_access::{Actor, ManageReplies, Subject, permit};
use subrosa_messaging::Error;
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
        let removed = self.messaging.db().write(async move |tx| replies::remove(tx, brand, id).await).await;
        if removed.map_err(Error::from)? { Ok(()) } else { Err(Error::new(ErrorCode::NotFound)) }
    }
}
