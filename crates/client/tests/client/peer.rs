//! The other end of a client's socket: speaks frames as the test says, over a stream in memory, so that tests run on
//! paused time.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::future::BoxFuture;
use futures_util::{SinkExt, StreamExt};
use serde_json::value::to_raw_value;
use serde_json::{Value, json};
use subrosa_client::proto::account::{Me, Profile};
use subrosa_client::proto::conversation::{Conversation, ConversationKind, ConversationPage, ConversationWithEvents};
use subrosa_client::proto::event::{Event as LogEvent, EventKind, Sent};
use subrosa_client::proto::frame::ServerFrame;
use subrosa_client::proto::sync::{Cursor, Entry, Epoch, Object, Snapshot};
use subrosa_client::proto::{
    AccountId, Body, ClientId, ConversationId, DeviceId, ErrorCode, EventId, Problem, Timestamp,
};
use subrosa_client::{Builder, ByteStream, Client, Dial, Event, Events, Random};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{Request, Response};

/// Longer than any wait of the client that a test means.
pub(crate) const LONG: Duration = Duration::from_secs(600);
pub(crate) const ME: AccountId = AccountId::new(1);
pub(crate) const PEER: AccountId = AccountId::new(2);

/// The client's way to the peer.
struct Line(mpsc::UnboundedSender<DuplexStream>);

impl Dial for Line {
    fn dial(&self) -> BoxFuture<'_, std::io::Result<Box<dyn ByteStream>>> {
        Box::pin(async {
            let (ours, theirs) = tokio::io::duplex(1 << 20);
            self.0.send(theirs).map_err(|_| std::io::ErrorKind::ConnectionRefused)?;
            Ok(Box::new(ours) as Box<dyn ByteStream>)
        })
    }
}

/// Where the client's connections arrive.
pub(crate) struct Peer(mpsc::UnboundedReceiver<DuplexStream>);

impl Peer {
    /// A peer, and a client to be built that knows no other way. Its randomness never makes it wait.
    pub(crate) fn new() -> (Self, Builder) {
        let (line, streams) = mpsc::unbounded_channel();
        let count = AtomicU64::new(1);
        let random = Random::from_fn(move || count.fetch_add(1, Ordering::Relaxed).into());
        (Self(streams), Client::builder("http://peer.test").token("a-token").random(random).dial(Line(line)))
    }

    /// The next connection, before anything was said on it.
    pub(crate) async fn stream(&mut self) -> DuplexStream {
        within(self.0.recv()).await.expect("the client is there")
    }

    /// The next connection, upgraded; its `hello` is read.
    pub(crate) async fn accept(&mut self) -> Session {
        let stream = self.stream().await;
        let seen = Arc::new(Mutex::new(String::new()));
        let note = seen.clone();
        #[expect(clippy::result_large_err, reason = "the library's signature")]
        let callback = move |request: &Request, response: Response| {
            let header = request.headers().get("authorization").and_then(|value| value.to_str().ok());
            *note.lock().expect("one thread") = header.unwrap_or_default().to_owned();
            Ok(response)
        };
        let socket = within(tokio_tungstenite::accept_hdr_async(stream, callback)).await.expect("an upgrade");
        let authorization = seen.lock().expect("one thread").clone();
        let mut session = Session { socket, authorization, cursor: None };
        let hello = session.read("hello").await;
        session.cursor = hello["params"]["cursor"].as_str().map(|text| text.parse().expect("a cursor"));
        session
    }

    /// The next connection, brought to life where the client was.
    pub(crate) async fn accept_live(&mut self) -> Session {
        let mut session = self.accept().await;
        session.live().await;
        session
    }

    /// Answers the next connection with a status instead of an upgrade.
    pub(crate) async fn refuse(&mut self, code: ErrorCode) {
        let mut stream = self.stream().await;
        let mut request = [0; 4096];
        within(stream.read(&mut request)).await.expect("a request");
        let body = serde_json::to_string(&Problem::new(code)).expect("a problem");
        let head = format!("HTTP/1.1 {} No\r\ncontent-length: {}\r\n\r\n", code.status(), body.len());
        stream.write_all((head + &body).as_bytes()).await.expect("the client reads");
    }
}

/// One connection of the client.
pub(crate) struct Session {
    pub(crate) socket: WebSocketStream<DuplexStream>,
    pub(crate) authorization: String,
    /// What `hello` said.
    pub(crate) cursor: Option<Cursor>,
}

impl Session {
    /// The next frame, which has to be of this type.
    pub(crate) async fn read(&mut self, kind: &str) -> Value {
        loop {
            let message = within(self.socket.next()).await.expect("the client is there").expect("a message");
            if let Message::Text(text) = message {
                let frame: Value = serde_json::from_str(&text).expect("a frame");
                assert_eq!(frame["type"], kind, "{frame}");
                return frame;
            }
        }
    }

    /// Whether the client says goodbye next.
    pub(crate) async fn says_goodbye(&mut self) -> bool {
        matches!(within(self.socket.next()).await, Some(Ok(Message::Close(_))))
    }

    /// Reads until the client is gone.
    pub(crate) async fn gone(&mut self) {
        while matches!(within(self.socket.next()).await, Some(Ok(message)) if !message.is_close()) {}
    }

    /// The next send: its id, its name and its text.
    pub(crate) async fn read_send(&mut self) -> (u64, ClientId, String) {
        let frame = self.read("send_message").await;
        let params = &frame["params"];
        let client_id = serde_json::from_value(params["client_id"].clone()).expect("a client id");
        let text = params["body"]["text"].as_str().expect("a text");
        (frame["id"].as_u64().expect("an id"), client_id, text.to_owned())
    }

    pub(crate) async fn say(&mut self, frame: &ServerFrame) {
        let text = serde_json::to_string(frame).expect("a frame");
        self.socket.send(Message::text(text)).await.expect("the client reads");
    }

    pub(crate) async fn welcome(&mut self) {
        self.say(&ServerFrame::Welcome { account: ME, device: DeviceId::new(1), now: Timestamp::default() }).await;
    }

    /// Welcome, a snapshot where the client has no cursor, and caught up.
    pub(crate) async fn live(&mut self) {
        self.welcome().await;
        let cursor = match self.cursor {
            Some(cursor) => cursor,
            None => {
                let page = ConversationPage { conversations: Vec::new(), next: None };
                self.say(&ServerFrame::Snapshot(Box::new(Snapshot { cursor: at(0), me: me(), page }))).await;
                at(0)
            }
        };
        self.caught_up(cursor).await;
    }

    pub(crate) async fn caught_up(&mut self, cursor: Cursor) {
        self.say(&ServerFrame::CaughtUp { cursor }).await;
    }

    pub(crate) async fn reply(&mut self, id: u64, result: Value) {
        self.say(&ServerFrame::Reply { id, result: Some(result), error: None }).await;
    }

    pub(crate) async fn refuse(&mut self, id: u64, problem: Problem) {
        self.say(&ServerFrame::Reply { id, result: None, error: Some(Box::new(problem)) }).await;
    }

    /// Answers a send.
    pub(crate) async fn sent(&mut self, id: u64, seq: i64) {
        self.reply(id, serde_json::to_value(sent(seq)).expect("a result")).await;
    }

    pub(crate) async fn bye(&mut self, code: ErrorCode, reconnect_after: Option<u32>) {
        self.say(&ServerFrame::Bye { error: Box::new(Problem::new(code)), reconnect_after }).await;
    }
}

/// Waits for what has to happen.
pub(crate) async fn within<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(LONG, future).await.expect("it did not happen")
}

/// The number of the next entry that the application is told.
pub(crate) async fn next_number(events: &mut Events) -> i64 {
    loop {
        if let Event::Entry(entry) = within(events.next()).await.expect("the client is there") {
            return entry.number;
        }
    }
}

pub(crate) fn at(number: i64) -> Cursor {
    Cursor::new(Epoch(7), number)
}

pub(crate) fn conversation(number: i64) -> ConversationId {
    ConversationId::new(number)
}

pub(crate) fn sent(seq: i64) -> Sent {
    Sent { seq, id: EventId::new(seq), at: Timestamp::default() }
}

pub(crate) fn profile(id: AccountId) -> Profile {
    let handle = format!("account{}", id.number());
    Profile {
        id,
        display_name: handle.clone(),
        handle,
        bio: String::new(),
        avatar: None,
        disabled: false,
        kind: subrosa_proto::account::AccountKind::Person,
    }
}

pub(crate) fn me() -> Me {
    Me { profile: profile(ME), created_at: Timestamp::default(), has_password: true }
}

/// An entry with one event, of this author and name.
pub(crate) fn entry(number: i64, author: AccountId, client_id: ClientId) -> ServerFrame {
    let event = LogEvent {
        seq: number,
        id: EventId::new(number),
        kind: EventKind::Message,
        author,
        client_id,
        at: Timestamp::default(),
        body: to_raw_value(&Body::text(format!("text {number}"))).expect("a body"),
    };
    let conversation = Conversation {
        id: conversation(1),
        kind: ConversationKind::Direct,
        number,
        peer: profile(PEER),
        head: number,
        activity: Timestamp::default(),
        unread: 0,
        read: 0,
        peer_read: 0,
        peer_delivered: 0,
        removed: None,
        recalled: Vec::new(),
        draft: None,
        thread: None,
        sending: None,
    };
    let object = Object::Conversation(Box::new(ConversationWithEvents {
        conversation,
        events: vec![event],
        journal: Vec::new(),
    }));
    ServerFrame::Entry(Entry { previous: number - 1, number, from: None, object })
}

/// An entry with a message of the other person.
pub(crate) fn theirs(number: i64) -> ServerFrame {
    entry(number, PEER, ClientId(uuid::Uuid::from_u128(u128::MAX - u128::from(number.unsigned_abs()))))
}

/// The result of a command that has nothing to say.
pub(crate) fn done() -> Value {
    json!({})
}
