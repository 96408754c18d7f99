//! Change a conversation's newest ticket.

use subrosa_access::Actor;
use subrosa_proto::ticket::{Thread, Ticket, TicketChange};
use subrosa_proto::{ConversationId, ErrorCode};

use crate::batch::{Change, Outcome, Work};
use crate::{Error, Messaging};

/// A ticket before a change, and the brand's side of its conversation after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangedTicket {
    pub before: Ticket,
    pub after: Thread,
}

impl Messaging {
    /// Puts a change of a conversation's newest ticket into the batch now; the returned future ends when it is on disk. Changes of
    /// one caller happen in the order of these calls.
    ///
    /// # Errors
    /// At once: `overloaded`. From the future: `not_found`, `forbidden`, `ticket_refused`, `label_invalid`.
    pub fn change_ticket(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        change: TicketChange,
    ) -> Result<impl Future<Output = Result<ChangedTicket, Error>> + Send + use<>, Error> {
        let work = Work::Change { actor: *actor, conversation, change: Change::Ticket { change } };
        let outcome = self.batch.enqueue(work)?;
        Ok(async move {
            match outcome.await? {
                Outcome::Changed { before, after } => Ok(ChangedTicket { before: *before, after: *after }),
                _ => Err(Error::new(ErrorCode::Internal)),
            }
        })
    }
}
