//! Read a file of a message.

use subrosa_access::Actor;
use subrosa_proto::attachment::Attachment;
use subrosa_proto::{AttachmentId, ConversationId, ErrorCode};
use subrosa_store::attachments::{self, Uploaded};

use super::name_outside;
use crate::conversations::get::readable;
use crate::media::Shelf;
use crate::{Error, Messaging};

impl Messaging {
    /// What is known of a file: for whoever reads the conversation, once a message says it; before that, for the side that uploaded it.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn find_attachment(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        id: AttachmentId,
    ) -> Result<FoundAttachment, Error> {
        let actor = *actor;
        let read = self.core.db.read(async move |tx| {
            let own = readable(tx, &actor, conversation).await?.account()?;
            let found = attachments::find(tx, conversation, id).await?;
            let found = found.filter(|found| found.is_kept && (found.seq.is_some() || found.author == own));
            found.ok_or_else(|| Error::new(ErrorCode::NotFound))
        });
        Ok(FoundAttachment(read.await?))
    }

    /// What is in a file that was found.
    ///
    /// # Errors
    /// `storage_unavailable`; `not_found` when its place is not the one it was kept in.
    pub async fn content_of(&self, found: &FoundAttachment) -> Result<Vec<u8>, Error> {
        let Uploaded { attachment, author, digest, .. } = &found.0;
        if let Some(place) = &self.core.media
            && let Some(content) = place.get(Shelf::Attachments, &name_outside(*author, attachment.id, digest)).await?
        {
            return Ok(content);
        }
        // Those from before there was such a place stay in the store.
        let id = attachment.id;
        let found = self.core.db.read(async move |tx| attachments::content(tx, id).await).await;
        found.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::NotFound))
    }
}

/// A file that the one who asked may read.
#[derive(Debug, Clone)]
pub struct FoundAttachment(Uploaded);

impl FoundAttachment {
    /// What is told of it.
    #[must_use]
    pub const fn attachment(&self) -> &Attachment {
        &self.0.attachment
    }
}
