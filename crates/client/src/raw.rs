//! A bare socket for load generators: frames as text, written in batches, read no further than needed. It keeps
//! nothing, resumes nothing and sends nothing again; applications use the [`Client`](crate::Client).

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use serde::Deserialize;
use serde_json::value::RawValue;
use subrosa_proto::{AccountId, ClientId, ConversationId, ErrorCode};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{Error as WsError, Message};

pub use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::address::Address;
use crate::connection::{frame, upgrade};
use crate::dial::{Network, NetworkStream};
use crate::{Error, Token, tls};

type Socket = WebSocketStream<NetworkStream>;

/// Opens sockets to one server.
#[derive(Clone)]
pub struct Dialer {
    address: Address,
    network: Network,
    read_buffer: usize,
}

impl Dialer {
    /// For the server at an address. Each socket keeps a read buffer of so many bytes.
    ///
    /// # Errors
    /// When the address is not one.
    pub fn new(address: &str, read_buffer: usize) -> Result<Self, Error> {
        let address = Address::parse(address)?;
        let network = Network::new(&address, tls::config(address.is_secure(), Vec::new())?);
        Ok(Self { address, network, read_buffer })
    }

    /// Opens a socket for the account of a token. Nothing has been said on it: begin with `hello`.
    ///
    /// # Errors
    /// When the server can't be reached or refuses the token.
    pub async fn open(&self, token: &Token) -> Result<(Writer, Reader), Error> {
        let stream = self.network.open().await.map_err(Error::transport)?;
        let (writer, reader) = upgrade(stream, &self.address, token, self.read_buffer).await?.split();
        Ok((Writer(writer), Reader(reader)))
    }
}

/// Writes a frame for a [`Writer`]: a command with an id to be answered, or without one.
///
/// # Errors
/// When the parameters are not JSON.
pub fn frame(kind: &str, id: Option<u64>, params: &impl serde::Serialize) -> Result<Utf8Bytes, Error> {
    frame::write(kind, id, params)
}

/// The sending half of a socket.
pub struct Writer(SplitSink<Socket, Message>);

impl Writer {
    /// Puts a frame into the buffer; it leaves with the next [`flush`](Self::flush), or when the buffer is full.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn feed(&mut self, frame: Utf8Bytes) -> Result<(), Error> {
        self.0.feed(Message::Text(frame)).await.map_err(Error::transport)
    }

    /// Writes the buffer out.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn flush(&mut self) -> Result<(), Error> {
        self.0.flush().await.map_err(Error::transport)
    }

    /// Says farewell.
    ///
    /// # Errors
    /// When the connection is gone.
    pub async fn close(&mut self) -> Result<(), Error> {
        self.0.close().await.map_err(Error::transport)
    }
}

/// The receiving half of a socket.
pub struct Reader(SplitStream<Socket>);

impl Reader {
    /// The next frame; none when the server closed the socket.
    ///
    /// # Errors
    /// When the connection broke.
    pub async fn next(&mut self) -> Result<Option<Frame>, Error> {
        loop {
            match self.0.next().await {
                Some(Ok(Message::Text(text))) => return Ok(Some(Frame(text))),
                Some(Ok(Message::Close(_)) | Err(WsError::ConnectionClosed)) | None => return Ok(None),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(Error::transport(error)),
            }
        }
    }
}

/// A frame from the server, not yet read.
#[derive(Clone)]
pub struct Frame(Utf8Bytes);

/// The answer to a command, no further than a load generator looks.
#[derive(Debug, Clone, Copy)]
pub struct Reply {
    pub id: u64,
    /// Where the message stands, when the command was a send.
    pub seq: Option<i64>,
    /// Why it failed.
    pub error: Option<ErrorCode>,
}

/// An entry without states and bodies.
#[derive(Debug, Deserialize)]
pub struct Entry {
    pub previous: i64,
    pub number: i64,
    /// The conversation it is about; none when it is about the account.
    pub conversation: Option<Head>,
    #[serde(default)]
    pub events: Vec<Mark>,
}

/// Which conversation, and how long its log is.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Head {
    pub id: ConversationId,
    pub head: i64,
}

/// Which event.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Mark {
    pub seq: i64,
    pub author: AccountId,
    pub client_id: ClientId,
}

impl Frame {
    /// The frame's text.
    #[must_use]
    pub fn text(&self) -> &Utf8Bytes {
        &self.0
    }

    /// Its type, as it stands in the text; the server writes it first.
    #[must_use]
    pub fn kind(&self) -> &str {
        let kind = self.0.strip_prefix(r#"{"type":""#).and_then(|rest| rest.split_once('"'));
        kind.map_or("", |(kind, _)| kind)
    }

    /// The reply that it is, if it is one.
    #[must_use]
    pub fn reply(&self) -> Option<Reply> {
        #[derive(Deserialize)]
        struct Shape<'a> {
            id: u64,
            #[serde(borrow)]
            result: Option<&'a RawValue>,
            error: Option<Problem>,
        }
        #[derive(Deserialize)]
        struct Problem {
            code: ErrorCode,
        }
        #[derive(Deserialize)]
        struct Place {
            seq: i64,
        }
        let shape: Shape<'_> = self.read("reply")?;
        // Results without a place, and those that are no objects, are not of sends.
        let place = shape.result.and_then(|result| serde_json::from_str::<Place>(result.get()).ok());
        Some(Reply { id: shape.id, seq: place.map(|place| place.seq), error: shape.error.map(|error| error.code) })
    }

    /// The entry that it is, if it is one.
    #[must_use]
    pub fn entry(&self) -> Option<Entry> {
        self.read("entry")
    }

    fn read<'a, T: Deserialize<'a>>(&'a self, kind: &str) -> Option<T> {
        if self.kind() == kind { serde_json::from_str(&self.0).ok() } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_and_entries_are_read_no_further_than_needed() {
        let sent = Frame(r#"{"type":"reply","id":7,"result":{"seq":3,"id":"evt_0000000000001","at":4}}"#.into());
        assert!(matches!(sent.reply(), Some(Reply { id: 7, seq: Some(3), error: None })));
        let refused = Frame(r#"{"type":"reply","id":8,"error":{"code":"not_found","title":"…"}}"#.into());
        assert!(matches!(refused.reply(), Some(Reply { id: 8, seq: None, error: Some(ErrorCode::NotFound) })));

        let entry = Frame(
            r#"{"type":"entry","previous":4,"number":5,"conversation":{"id":"cnv_0000000000001","head":1,"more":{}},
            "events":[{"seq":1,"author":"acc_0000000000001","client_id":"67e55044-10b1-426f-9247-bb680e5fe0c8",
            "body":{"v":1,"text":"hi"}}]}"#
                .into(),
        );
        let read = entry.entry().expect("an entry");
        assert_eq!((read.number, read.events[0].seq, read.conversation.map(|head| head.head)), (5, 1, Some(1)));
        assert!(entry.reply().is_none() && entry.kind() == "entry");
    }
}
