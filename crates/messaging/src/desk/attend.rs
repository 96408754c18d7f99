//! Tell one's colleagues that one is looking at a conversation, or writing in it. Never stored.

use bytes::Bytes;
use subrosa_access::{Actor, ReadJournal};
use subrosa_proto::ConversationId;
use subrosa_proto::brand::Attend;
use subrosa_proto::frame::ServerFrame;

use crate::conversations::get::permitted;
use crate::{Error, Messaging};

impl Messaging {
    /// Lets the brand's other sessions know. Clients repeat it every few seconds while it lasts.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn attend(&self, actor: &Actor, conversation: ConversationId, attend: Attend) -> Result<(), Error> {
        let actor = *actor;
        let asked = self.core.db.read(async move |tx| permitted::<ReadJournal>(tx, &actor, conversation).await);
        let (permit, _) = asked.await?;
        let frame = ServerFrame::Attention { conversation, member: permit.person()?, writing: attend.writing };
        if let Ok(bytes) = serde_json::to_vec(&frame) {
            self.core.bus.whisper(permit.account()?, &Bytes::from(bytes));
        }
        Ok(())
    }
}
