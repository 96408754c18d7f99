//! The tickets of one conversation: what the customer came with before.

use subrosa_access::{Actor, ReadJournal};
use subrosa_proto::inbox::{TicketHistory, TicketHistoryRequest};
use subrosa_proto::limits::PAGE_TICKETS;
use subrosa_proto::{ConversationId, TicketId};
use subrosa_store::tickets;

use crate::conversations::get::permitted;
use crate::{Error, Messaging, range};

const DEFAULT_LIMIT: u32 = 20;

impl Messaging {
    /// The conversation's tickets, the newest first; those before one of them.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `invalid_parameter`.
    pub async fn list_conversation_tickets(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: TicketHistoryRequest,
    ) -> Result<TicketHistory, Error> {
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_TICKETS)?;
        let before = request.before.unwrap_or(TicketId::new(i64::MAX));
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                permitted::<ReadJournal>(tx, &actor, conversation).await?;
                let found = tickets::of_conversation(tx, conversation, before, limit).await?;
                Ok(TicketHistory { tickets: found.into_iter().map(|listed| listed.ticket).collect() })
            })
            .await
    }
}
