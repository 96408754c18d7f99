//! Have a conversation open, for one's colleagues to see.

use subrosa_access::Actor;
use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::brand::Attend;

use crate::Engage;

impl Engage {
    /// Lets the brand's other sessions know that the member looks at a conversation, or writes in it. The audit log has it once an hour.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn attend(&self, actor: &Actor, conversation: ConversationId, attend: Attend) -> Result<(), Error> {
        self.messaging.attend(actor, conversation, attend).await?;
        let Some(brand) = actor.account() else { return Ok(()) };
        self.note_once(self.deed(actor, brand, AuditDeed::ConversationOpened).in_conversation(conversation)).await
    }
}
