//! Write a saved reply anew.

use subrosa_access::{Actor, ManageReplies, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::{BrandPart, SaveReply, SavedReply};
use subrosa_proto::{ErrorCode, ReplyId};
use subrosa_store::{accounts, replies};

use super::{check, check_receiver};
use crate::Engage;

impl Engage {
    /// Puts another name and text in the place of a reply's.
    ///
    /// # Errors
    /// `not_found`, `text_invalid`, `label_invalid`, `name_taken`, `invalid_parameter`, `forbidden`.
    pub async fn replace_reply(&self, actor: &Actor, id: ReplyId, reply: SaveReply) -> Result<SavedReply, Error> {
        let brand = permit::<ManageReplies>(actor, &Subject::Own)?.account()?;
        let SaveReply { name, text, then } = check(reply)?;
        let reply = SavedReply { id, name, text, then };
        let deed = self.deed(actor, brand, AuditDeed::ReplySaved).about(&reply.name);
        let kept = self
            .messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                if replies::find_by_name(tx, brand, &reply.name).await?.is_some_and(|other| other != id) {
                    return Err(Error::new(ErrorCode::NameTaken));
                }
                check_receiver(tx, brand, &reply.then).await?;
                if !replies::update(tx, brand, &reply).await? {
                    return Err(Error::new(ErrorCode::NotFound));
                }
                deed.note(tx).await?;
                Ok(reply)
            })
            .await?;
        self.messaging.brand_changed(brand, BrandPart::Replies);
        Ok(kept)
    }
}
