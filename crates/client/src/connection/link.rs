//! One WebSocket: opening it, and reading and writing at the same time without a second task.

use std::collections::VecDeque;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_util::{Sink, SinkExt, StreamExt};
use reqwest::header::AUTHORIZATION;
use subrosa_proto::{ErrorCode, Problem};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as WsError, Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, client_async_with_config};

use crate::address::Address;
use crate::dial::{ByteStream, Dial};
use crate::{Error, Token};

/// How long opening may take, from the first packet to the upgrade.
const OPEN: Duration = Duration::from_secs(10);
/// How long a farewell may take.
const CLOSE: Duration = Duration::from_secs(1);
/// Frames that may wait to be written before no more commands are taken.
const WRITE_QUEUE: usize = 64;
/// A snapshot of long messages is large, but not without bound.
const LARGEST_FRAME: usize = 256 << 20;

/// Opens links to one server for one account.
#[derive(Clone)]
pub(crate) struct Opener {
    pub(crate) address: Address,
    pub(crate) token: Token,
    pub(crate) dial: Arc<dyn Dial>,
}

impl Opener {
    /// Dials and upgrades.
    pub(crate) async fn open(&self) -> Result<Link, Error> {
        let opening = async {
            let stream = self.dial.dial().await.map_err(Error::transport)?;
            upgrade(stream, &self.address, &self.token, 16 * 1024).await
        };
        let stream = tokio::time::timeout(OPEN, opening).await.map_err(|_| Error::Timeout)??;
        Ok(Link { stream, queue: VecDeque::new() })
    }
}

/// Turns a byte stream into a socket of the account that the token is for.
pub(crate) async fn upgrade<S: AsyncRead + AsyncWrite + Unpin>(
    stream: S,
    address: &Address,
    token: &Token,
    read_buffer: usize,
) -> Result<WebSocketStream<S>, Error> {
    let mut request = address.socket().into_client_request().map_err(Error::transport)?;
    request.headers_mut().insert(AUTHORIZATION, token.header()?);
    let config = WebSocketConfig::default()
        .read_buffer_size(read_buffer)
        .max_frame_size(Some(LARGEST_FRAME))
        .max_message_size(Some(LARGEST_FRAME));
    match client_async_with_config(request, stream, Some(config)).await {
        Ok((stream, _)) => Ok(stream),
        Err(WsError::Http(response)) => Err(refusal(response.status().as_u16(), response.body().as_deref())),
        Err(error) => Err(Error::transport(error)),
    }
}

/// Why the server did not open a socket. The body of the answer is there only as far as it came with the head.
fn refusal(status: u16, body: Option<&[u8]>) -> Error {
    if let Some(problem) = body.and_then(|body| serde_json::from_slice::<Problem>(body).ok()) {
        return problem.into();
    }
    if status == ErrorCode::Unauthenticated.status() {
        return Problem::new(ErrorCode::Unauthenticated).into();
    }
    Error::Status(status)
}

/// What a link has to say.
pub(crate) enum Step {
    /// A message, or the end.
    Came(Option<Result<Message, WsError>>),
    /// More frames can be put into the queue.
    Room,
}

/// An open socket and what waits to be written to it.
pub(crate) struct Link {
    stream: WebSocketStream<Box<dyn ByteStream>>,
    queue: VecDeque<Message>,
}

impl Link {
    /// Puts a frame into the queue; it is written while [`next`](Self::next) is awaited.
    pub(crate) fn write(&mut self, frame: Utf8Bytes) {
        self.queue.push_back(Message::Text(frame));
    }

    /// Asks the server for a sign of life.
    pub(crate) fn ping(&mut self) {
        self.queue.push_back(Message::Ping(bytes::Bytes::new()));
    }

    /// Whether more frames should be put into the queue.
    pub(crate) fn has_room(&self) -> bool {
        self.queue.len() < WRITE_QUEUE
    }

    /// Writes what waits, and returns as soon as a message came or a full queue has room again. Nothing is lost when
    /// the future is dropped.
    pub(crate) async fn next(&mut self) -> Step {
        let was_full = !self.has_room();
        poll_fn(|context| {
            if let Poll::Ready(Err(error)) = self.poll_write(context) {
                return Poll::Ready(Step::Came(Some(Err(error))));
            }
            if was_full && self.has_room() {
                return Poll::Ready(Step::Room);
            }
            self.stream.poll_next_unpin(context).map(Step::Came)
        })
        .await
    }

    /// Writes what waits and says farewell.
    pub(crate) async fn close(mut self) {
        let farewell = async {
            poll_fn(|context| self.poll_write(context)).await?;
            self.stream.close(None).await
        };
        // A server that no longer listens needs no farewell.
        let _ = tokio::time::timeout(CLOSE, farewell).await;
    }

    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<Result<(), WsError>> {
        let mut stream = std::pin::Pin::new(&mut self.stream);
        while !self.queue.is_empty() {
            ready!(stream.as_mut().poll_ready(context))?;
            if let Some(message) = self.queue.pop_front() {
                stream.as_mut().start_send(message)?;
            }
        }
        stream.poll_flush_unpin(context)
    }
}
