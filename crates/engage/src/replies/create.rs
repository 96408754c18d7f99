//! Add a saved reply.

use subrosa_access::{Actor, ManageReplies, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::{BrandPart, SaveReply, SavedReply};
use subrosa_proto::limits::BRAND_REPLIES;
use subrosa_proto::{ErrorCode, ReplyId};
use subrosa_store::{accounts, replies};

use super::{check, check_receiver};
use crate::Engage;

impl Engage {
    /// Keeps a new reply.
    ///
    /// # Errors
    /// `text_invalid`, `label_invalid`, `name_taken`, `invalid_parameter` when the brand has as many as it can, or for what a reply
    /// can't do, `forbidden`.
    pub async fn create_reply(&self, actor: &Actor, reply: SaveReply) -> Result<SavedReply, Error> {
        let brand = permit::<ManageReplies>(actor, &Subject::Own)?.account()?;
        let SaveReply { name, text, then } = check(reply)?;
        let reply = SavedReply { id: ReplyId::new(self.messaging.next_id()), name, text, then };
        let deed = self.deed(actor, brand, AuditDeed::ReplySaved).about(&reply.name);
        let kept = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                if replies::count(tx, brand).await? >= i64::from(BRAND_REPLIES) {
                    let detail = format!("a brand keeps at most {BRAND_REPLIES} replies");
                    return Err(Error::field(ErrorCode::InvalidParameter, "name", detail));
                }
                if replies::find_by_name(tx, brand, &reply.name).await?.is_some() {
                    return Err(Error::new(ErrorCode::NameTaken));
                }
                check_receiver(tx, brand, &reply.then).await?;
                replies::insert(tx, brand, &reply).await?;
                deed.note(tx).await?;
                Ok(reply)
            })
            .await?;
        self.messaging.brand_changed(brand, BrandPart::Replies);
        Ok(kept)
    }
}
