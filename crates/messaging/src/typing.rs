//! Tell the other person that one is writing. Never stored.

use bytes::Bytes;
use subrosa_access::{Actor, SendTyping, permit};
use subrosa_proto::frame::ServerFrame;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::conversations;

use crate::conversations::view;
use crate::{Error, Messaging};

impl Messaging {
    /// Lets the other member's sessions know. Clients repeat it every few seconds while the person writes.
    ///
    /// # Errors
    /// `not_found`, `recipient_unavailable`.
    pub async fn typing(&self, actor: &Actor, conversation: ConversationId) -> Result<(), Error> {
        let not_found = || Error::new(ErrorCode::NotFound);
        let found = self.core.db.read(async move |tx| conversations::find(tx, conversation).await).await;
        let state = found.map_err(Error::from)?.ok_or_else(not_found)?;
        let account = permit::<SendTyping>(actor, &view::subject(&state))?.account()?;
        let side = state.side_of(account).ok_or_else(not_found)?;
        let peer = &state.members[1 - side];
        // Someone who has not seen a message yet does not learn that one is being written.
        if peer.marks.number > 0 {
            let frame = ServerFrame::Typing { conversation, account };
            if let Ok(bytes) = serde_json::to_vec(&frame) {
                self.core.bus.whisper(peer.profile.id, &Bytes::from(bytes));
            }
        }
        Ok(())
    }
}
