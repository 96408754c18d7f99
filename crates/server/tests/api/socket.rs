//! A socket in a test. It reads frames as they come and fails when one does not come in time.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

use crate::node::{Node, Person};

/// The time in which everything that is to come must have come.
const DEADLINE: Duration = Duration::from_secs(60);

pub(crate) struct Socket {
    stream: WebSocketStream<TcpStream>,
    next_id: u64,
    /// The newest frame as it came.
    pub(crate) text: String,
}

/// What came, or that nothing will.
#[derive(Debug, PartialEq)]
pub(crate) enum Came {
    Frame(Value),
    Closed(Option<CloseFrame>),
}

impl Node {
    /// Opens a socket with these headers.
    pub(crate) async fn open(&self, headers: &[(&str, &str)]) -> Result<Socket, (u16, Value)> {
        let tcp = TcpStream::connect(self.address).await.expect("connects");
        Socket::handshake(self, tcp, headers).await
    }

    /// A socket of a person, its hello not said yet.
    pub(crate) async fn socket(&self, person: &Person) -> Socket {
        self.open_by(person).await.expect("opens")
    }

    /// A socket of a person, if they get one.
    pub(crate) async fn open_by(&self, person: &Person) -> Result<Socket, (u16, Value)> {
        let headers = person.headers();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        self.open(&headers).await
    }

    /// A socket of a person who has said hello and been brought to the present, and what came until then.
    pub(crate) async fn live(&self, person: &Person, cursor: Option<&str>) -> (Socket, Vec<Value>) {
        let mut socket = self.socket(person).await;
        let came = socket.hello(cursor).await;
        (socket, came)
    }
}

impl Socket {
    pub(crate) async fn handshake(node: &Node, tcp: TcpStream, headers: &[(&str, &str)]) -> Result<Self, (u16, Value)> {
        Self::at(node, tcp, "/v1/socket", headers).await
    }

    /// The same at another path of the same server.
    pub(crate) async fn at(
        node: &Node,
        tcp: TcpStream,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Result<Self, (u16, Value)> {
        let mut request = format!("ws://{}{path}", node.address).into_client_request().expect("a request");
        for &(name, value) in headers {
            let name: tungstenite::http::HeaderName = name.parse().expect("a name");
            request.headers_mut().insert(name, value.parse().expect("a value"));
        }
        match client_async(request, tcp).await {
            Ok((stream, _)) => Ok(Self { stream, next_id: 1, text: String::new() }),
            Err(tungstenite::Error::Http(answer)) => {
                let body = answer.body().as_deref().unwrap_or_default();
                Err((answer.status().as_u16(), serde_json::from_slice(body).unwrap_or(Value::Null)))
            }
            Err(error) => panic!("{error}"),
        }
    }

    /// Says hello, and returns the frames up to `caught_up`, that one included.
    pub(crate) async fn hello(&mut self, cursor: Option<&str>) -> Vec<Value> {
        self.say(&json!({"type": "hello", "params": {"cursor": cursor}})).await;
        let mut came = Vec::new();
        loop {
            let frame = self.frame().await;
            let is_last = frame["type"] == "caught_up";
            came.push(frame);
            if is_last {
                return came;
            }
        }
    }

    pub(crate) async fn say(&mut self, frame: &Value) {
        self.raw(Message::text(frame.to_string())).await.expect("the socket takes it");
    }

    pub(crate) async fn raw(&mut self, message: Message) -> Result<(), tungstenite::Error> {
        self.stream.send(message).await
    }

    /// Carries out a command: its reply, and what came before it.
    pub(crate) async fn ask(&mut self, kind: &str, params: &Value) -> (Value, Vec<Value>) {
        let id = self.next_id;
        self.next_id += 1;
        self.say(&json!({"type": kind, "id": id, "params": params})).await;
        let mut before = Vec::new();
        loop {
            let frame = self.frame().await;
            if frame["type"] == "reply" && frame["id"] == id {
                return (frame, before);
            }
            before.push(frame);
        }
    }

    /// The next frame.
    pub(crate) async fn frame(&mut self) -> Value {
        match self.came().await {
            Came::Frame(frame) => frame,
            Came::Closed(why) => panic!("the socket was closed: {why:?}"),
        }
    }

    /// The next frame of this type; others are passed over.
    pub(crate) async fn frame_of(&mut self, kind: &str) -> Value {
        loop {
            let frame = self.frame().await;
            if frame["type"] == kind {
                return frame;
            }
        }
    }

    /// The next frame, or the end.
    pub(crate) async fn came(&mut self) -> Came {
        let next = async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => {
                        text.as_str().clone_into(&mut self.text);
                        return Came::Frame(serde_json::from_str(&text).expect("frames are JSON"));
                    }
                    Some(Ok(Message::Close(why))) => return Came::Closed(why),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Came::Closed(None),
                }
            }
        };
        tokio::time::timeout(DEADLINE, next).await.expect("something comes in time")
    }
}
