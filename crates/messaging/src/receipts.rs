//! Read marks, drafts and acks: small changes that go through the batch.

use subrosa_access::{Actor, Subject, Sync, permit};
use subrosa_proto::conversation::{Draft, MarkRead, SaveDraft};
use subrosa_proto::limits::TEXT_CHARACTERS;
use subrosa_proto::sync::Ack;
use subrosa_proto::{ConversationId, ErrorCode, text};

use crate::batch::{Change, Work};
use crate::{Error, Messaging, range};

impl Messaging {
    /// Marks a conversation as read up to a seq; a lower one than before changes nothing.
    ///
    /// # Errors
    /// `not_found`, `invalid_parameter`.
    pub async fn mark_read(&self, actor: &Actor, conversation: ConversationId, mark: MarkRead) -> Result<(), Error> {
        let change = Change::Read { seq: range::check("seq", mark.seq, 0..=i64::MAX)? };
        self.batch.run(Work::Change { actor: *actor, conversation, change }).await.map(|_| ())
    }

    /// Keeps a draft for all of the account's devices; empty text removes it.
    ///
    /// # Errors
    /// `not_found`, `text_invalid`.
    pub async fn save_draft(&self, actor: &Actor, conversation: ConversationId, draft: SaveDraft) -> Result<(), Error> {
        let draft = if draft.text.trim().is_empty() {
            None
        } else {
            text::check_message(&draft.text, TEXT_CHARACTERS).map_err(|why| Error::text("text", why))?;
            Some(Draft { text: draft.text, at: self.core.now() })
        };
        self.batch.run(Work::Change { actor: *actor, conversation, change: Change::Draft { draft } }).await.map(|_| ())
    }

    /// Notes that the device has stored everything up to a cursor; others see it as "delivered".
    ///
    /// # Errors
    /// `invalid_cursor` when the cursor is of another life of the store, or ahead of everything that has happened.
    pub async fn ack(&self, actor: &Actor, ack: Ack) -> Result<(), Error> {
        let permit = permit::<Sync>(actor, &Subject::Own)?;
        if ack.cursor.epoch != self.core.db.epoch() {
            return Err(Error::new(ErrorCode::InvalidCursor));
        }
        if permit.account()? != permit.person()? {
            // What is written to a brand has arrived when it is in its inbox.
            return Ok(());
        }
        let work = Work::Ack {
            actor: *actor,
            account: permit.account()?,
            device: permit.device()?,
            number: ack.cursor.complete(),
        };
        self.batch.run(work).await.map(|_| ())
    }
}
