//! Read disputes. What members see of a customer's orders there is noted.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::dispute::{DisputeList, DisputeWithHistory};
use subrosa_proto::{ConversationId, DisputeId};

use crate::Engage;

impl Engage {
    /// The disputes of a conversation, the newest first, and the orders that one can be about. The customer sees what concerns them.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn disputes(&self, actor: &Actor, conversation: ConversationId) -> Result<DisputeList, Error> {
        let found = self.messaging.disputes(actor, conversation).await?;
        self.note_reading(actor, conversation).await?;
        Ok(found)
    }

    /// A dispute with its history. The customer sees what concerns them.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn dispute(
        &self,
        actor: &Actor,
        (conversation, dispute): (ConversationId, DisputeId),
    ) -> Result<DisputeWithHistory, Error> {
        let found = self.messaging.dispute(actor, (conversation, dispute)).await?;
        self.note_reading(actor, conversation).await?;
        Ok(found)
    }

    async fn note_reading(&self, actor: &Actor, conversation: ConversationId) -> Result<(), Error> {
        let (Some(brand), Some(_)) = (actor.account(), actor.role()) else { return Ok(()) };
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await
    }
}
