//! Tell one's colleagues that one is looking at a conversation, or writing in it. Never stored.

use bytes::Bytes;
use subrosa_access::{Actor, ReadJournal, permit};
use subrosa_proto::brand::Attend;
use subrosa_proto::frame::ServerFrame;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::conversations;

use crate::conversations::view;
use crate::{Error, Messaging};

impl Messaging {
    /// Lets the brand's other sessions know. Clients repeat it every few seconds while it lasts.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn attend(&self, actor: &Actor, conversation: ConversationId, attend: Attend) -> Result<(), Error> {
        if actor.account().is_none() {
            return Err(Error::new(ErrorCode::Unauthenticated));
        }
        let found = self.core.db.read(async move |tx| conversations::find(tx, conversation).await).await;
        let state = found.map_err(Error::from)?.ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let permit = permit::<ReadJournal>(actor, &view::subject(&state))?;
        let frame = ServerFrame::Attention { conversation, member: permit.person()?, writing: attend.writing };
        if let Ok(bytes) = serde_json::to_vec(&frame) {
            self.core.bus.whisper(permit.account()?, &Bytes::from(bytes));
        }
        Ok(())
    }
}
