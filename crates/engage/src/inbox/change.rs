//! Change several tickets at once.

use subrosa_access::{Actor, ReadInbox, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::ErrorCode;
use subrosa_proto::inbox::{ChangeTickets, ChangedTickets, RefusedChange, TicketBefore};
use subrosa_proto::limits::PAGE_TICKETS;

use crate::Engage;

impl Engage {
    /// Makes the same change of several tickets, each for itself: what can't be changed leaves the others unharmed. Says how each
    /// stood before, which is what undoes it.
    ///
    /// # Errors
    /// `invalid_parameter` when there are none or too many, `forbidden`, `overloaded`.
    pub async fn change_tickets(&self, actor: &Actor, request: ChangeTickets) -> Result<ChangedTickets, Error> {
        permit::<ReadInbox>(actor, &Subject::Own)?;
        let most = usize::try_from(PAGE_TICKETS).unwrap_or(usize::MAX);
        let mut conversations = request.conversations;
        conversations.sort_unstable();
        conversations.dedup();
        if conversations.is_empty() || conversations.len() > most {
            let detail = format!("1 to {PAGE_TICKETS} conversations");
            return Err(Error::field(ErrorCode::InvalidParameter, "conversations", detail));
        }
        let mut changing = Vec::with_capacity(conversations.len());
        for conversation in conversations {
            changing.push((conversation, self.messaging.change_ticket(actor, conversation, request.change.clone())?));
        }
        let mut outcome = ChangedTickets { before: Vec::new(), refused: Vec::new() };
        for (conversation, change) in changing {
            match change.await {
                Ok(changed) => outcome.before.push(TicketBefore { conversation, ticket: changed.before }),
                Err(error) => outcome.refused.push(RefusedChange { conversation, code: error.code() }),
            }
        }
        Ok(outcome)
    }
}
