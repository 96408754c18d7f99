//! One socket of a signed-in person: no outbox, no reconnecting, nothing repeated. What the product's client does about
//! a broken connection is left to the test that breaks it.

use subrosa_client::raw::{self, Dialer};
use subrosa_client::{Error, Token};
use subrosa_proto::ConversationId;
use subrosa_proto::event::SendMessage;
use subrosa_proto::frame::{Hello, InConversation, ServerFrame};
use subrosa_proto::sync::Cursor;

use crate::Outcome;

const READ_BUFFER: usize = 16 * 1024;

/// An open socket that has said hello.
pub(super) struct Socket {
    writer: raw::Writer,
    reader: raw::Reader,
}

impl Socket {
    /// Opens a socket and says hello, with the cursor to continue from.
    pub(super) async fn open(url: &str, token: &Token, cursor: Option<Cursor>) -> Result<Self, Error> {
        let (writer, reader) = Dialer::new(url, READ_BUFFER)?.open(token).await?;
        let mut socket = Self { writer, reader };
        socket.write("hello", None, &Hello { cursor }).await?;
        Ok(socket)
    }

    /// Sends a message; its reply will carry the id.
    pub(super) async fn send(&mut self, to: ConversationId, message: SendMessage, id: u64) -> Result<(), Error> {
        self.write("send_message", Some(id), &InConversation { conversation: to, params: message }).await
    }

    async fn write(&mut self, kind: &str, id: Option<u64>, params: &impl serde::Serialize) -> Result<(), Error> {
        self.writer.feed(raw::frame(kind, id, params)?).await?;
        self.writer.flush().await
    }

    /// The next frame; none when the connection is over, in whatever way. Nothing is lost when the future is dropped.
    pub(super) async fn next(&mut self) -> Outcome<Option<ServerFrame>> {
        let Ok(Some(frame)) = self.reader.next().await else { return Ok(None) };
        let frame = ServerFrame::from_text(frame.text())?;
        Ok(Some(frame).filter(|frame| !matches!(frame, ServerFrame::Bye { .. })))
    }
}
