//! The line under a session: WebSocket messages in and out, in buffers that stay small.
//!
//! The library copies what it sends into a buffer which it keeps, for as long as the connection lives, at the size of the largest
//! frame it ever held. A snapshot has hundreds of kilobytes. So what is large goes past that buffer, as a frame (RFC 6455,
//! section 5.2) written straight to the stream.
//!
//! Never: a message coming in above the cap.

use axum::body::Bytes;
use bytes::Buf;
use futures_util::{SinkExt, StreamExt};
use subrosa_proto::limits::FRAME_BYTES;
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::frame::FrameHeader;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message, Utf8Bytes};

/// Bytes reserved for reading, which decide the memory of an idle session: the library's default are 128 KiB.
const READ_BUFFER: usize = 1024;
/// Bytes of small frames that wait for a flush.
const WRITE_BUFFER: usize = 16 * 1024;
/// Bytes from which a message goes past the buffer.
const LARGE: usize = 2 * 1024;

/// One open WebSocket, the server's end.
pub(super) struct Line<S> {
    socket: WebSocketStream<S>,
    /// Whether a frame is on its way of which only a part may have gone out. Nothing else can follow then.
    in_frame: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    /// The line over a stream that has been upgraded.
    pub(super) async fn over(stream: S) -> Self {
        let config = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .write_buffer_size(WRITE_BUFFER)
            .max_message_size(Some(FRAME_BYTES))
            .max_frame_size(Some(FRAME_BYTES));
        Self { socket: WebSocketStream::from_raw_socket(stream, Role::Server, Some(config)).await, in_frame: false }
    }

    /// The next message; nothing when the line is closed. Safe to drop while waiting.
    pub(super) async fn next(&mut self) -> Option<Result<Message, Error>> {
        self.socket.next().await
    }

    /// Puts a message behind what waits to be sent. Not safe to drop while waiting: the line is of no use then.
    pub(super) async fn feed(&mut self, message: Message) -> Result<(), Error> {
        match message {
            Message::Text(text) if text.len() >= LARGE => self.write_past(text).await,
            small => self.socket.feed(small).await,
        }
    }

    async fn write_past(&mut self, text: Utf8Bytes) -> Result<(), Error> {
        // What waits in the buffer goes first.
        self.flush().await?;
        let header = FrameHeader { opcode: OpCode::Data(Data::Text), ..FrameHeader::default() };
        let mut start = Vec::new();
        header.format(text.len() as u64, &mut start)?;
        let mut frame = Bytes::from(start).chain(Bytes::from(text));
        self.in_frame = true;
        self.socket.get_mut().write_all_buf(&mut frame).await?;
        self.in_frame = false;
        Ok(())
    }

    /// Sends what waits.
    pub(super) async fn flush(&mut self) -> Result<(), Error> {
        self.socket.flush().await
    }

    /// Says goodbye, if that can be heard.
    pub(super) async fn close(&mut self) -> Result<(), Error> {
        if self.in_frame {
            return Ok(());
        }
        self.socket.close(None).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn small_and_large_messages_keep_their_order() {
        let (near, far) = tokio::io::duplex(1_000);
        let texts: Vec<String> = [1, LARGE - 1, LARGE, 3, 70_000, 125, 126, 65_535, 65_536, 0]
            .iter()
            .enumerate()
            .map(|(index, length)| char::from(b'a' + u8::try_from(index).expect("few")).to_string().repeat(*length))
            .collect();
        let fed = texts.clone();
        let server = tokio::spawn(async move {
            let mut line = Line::over(near).await;
            for text in fed {
                line.feed(Message::text(text)).await.expect("it is open");
            }
            line.flush().await.expect("it is open");
            line.close().await.expect("it is open");
        });
        let mut client = WebSocketStream::from_raw_socket(far, Role::Client, None).await;
        for text in texts {
            assert_eq!(client.next().await.expect("a message").expect("it is open"), Message::text(text));
        }
        assert!(matches!(client.next().await, Some(Ok(Message::Close(_)))));
        server.await.expect("no panic");
    }
}
