//! Write a note into the journal.

use subrosa_access::Actor;
use subrosa_proto::body::{SealedBody, Voice};
use subrosa_proto::journal::{Noted, WriteNote};
use subrosa_proto::{ConversationId, ErrorCode};

use crate::batch::{Change, Outcome, Work};
use crate::{Error, Messaging};

impl Messaging {
    /// Keeps a note for the brand's members; the customer never sees it. The same client id again gives the first result.
    ///
    /// # Errors
    /// `body_invalid`, `text_invalid`, `not_found`, `forbidden`, `client_id_conflict`, `too_many_requests`.
    pub async fn write_note(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        note: WriteNote,
    ) -> Result<Noted, Error> {
        let person = actor.person().ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
        self.core.limits.message(person)?;
        // The same bounds as those of a message.
        SealedBody::from_body(&note.body, Voice::Person)?;
        note.body.check_is_without_files()?;
        let change = Change::Note { client_id: note.client_id, body: Box::new(note.body) };
        match self.batch.run(Work::Change { actor: *actor, conversation, change }).await? {
            Outcome::Noted(noted) => Ok(noted),
            _ => Err(Error::new(ErrorCode::Internal)),
        }
    }
}
