//! The files of a message: each was uploaded for this conversation by the side that says it, is as it says, and is of no other message.

use subrosa_proto::body::SealedBody;
use subrosa_proto::{AccountId, Attachment, AttachmentId, ErrorCode};
use subrosa_store::Tx;
use subrosa_store::attachments::{self, Uploaded};

use super::around::Around;
use super::folded::Folded;
use crate::Error;

/// A file that is about to be removed goes with no message any more: whoever removes it does not look again.
const MARGIN_SECONDS: i64 = 10 * 60;

impl Folded {
    /// Checks the files of a message; nothing is done yet.
    pub(super) async fn check_files(
        &self,
        tx: &mut Tx<'_>,
        author: AccountId,
        body: &SealedBody,
        around: &Around<'_>,
    ) -> Result<Vec<AttachmentId>, Error> {
        let said = body.attachments();
        let refused = |why: &str| Err(Error::field(ErrorCode::BodyInvalid, "body", why));
        if !said.is_empty() && self.business.is_none() {
            return refused("files can be sent in conversations with brands; between people they come with encryption");
        }
        let ids: Vec<AttachmentId> = said.iter().map(|attachment| attachment.id).collect();
        let found = attachments::find_many(tx, self.state.id, &ids).await?;
        for (attachment, found) in said.iter().zip(&found) {
            // Someone else's looks as if it did not exist, as one that was removed.
            let fits = |found: &Uploaded| is_for(found, author, attachment, around);
            if !found.as_ref().is_some_and(fits) || self.files.iter().any(|(id, _)| *id == attachment.id) {
                return refused("an attachment is not one that was uploaded for this message within a day");
            }
        }
        Ok(ids)
    }
}

/// Whether a file waits for this message.
fn is_for(found: &Uploaded, author: AccountId, said: &Attachment, around: &Around<'_>) -> bool {
    found.is_kept
        && found.seq.is_none()
        && found.author == author
        && found.attachment == *said
        && found.remove_at.is_some_and(|remove_at| remove_at > around.now.plus_seconds(MARGIN_SECONDS))
}
