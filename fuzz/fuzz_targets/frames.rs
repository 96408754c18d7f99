//! Frames against a real socket of a real server: each is answered or ends the session with a reason, and the server goes on.

#![no_main]

mod server;

use std::cell::RefCell;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;

use futures_util::{SinkExt, StreamExt};
use libfuzzer_sys::fuzz_target;
use subrosa_proto::frame::ServerFrame;
use subrosa_server::{Listener, ServerSettings};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use server::Server;

type Socket = WebSocketStream<TcpStream>;

/// The id of the command that shows that the session lives on; no garbage will hit it.
const PROBE: u64 = 0x5eed_5eed_5eed_5eed;

static SERVER: LazyLock<(Server, SocketAddr)> = LazyLock::new(|| {
    let server = Server::start();
    let settings = ServerSettings { listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)), ..ServerSettings::default() };
    let listener = server.runtime.block_on(Listener::bind(&settings)).expect("a port");
    let address = listener.address().expect("an address");
    server.runtime.spawn(subrosa_server::serve(listener, server.app.clone()));
    (server, address)
});

thread_local! {
    static SOCKET: RefCell<Option<Socket>> = const { RefCell::new(None) };
}

fuzz_target!(|input: (bool, &[u8])| {
    let (server, address) = &*SERVER;
    let (binary, bytes) = input;
    let frame = match std::str::from_utf8(bytes) {
        // Signing out would end the person's only way in.
        Ok(text) if text.contains("sign_out") || text.contains("revoke_device") => return,
        // A short way to name one that is there, which no chance would find.
        Ok(text) if !binary => Message::text(text.replace("{c}", &server.conversation.to_string())),
        _ => Message::binary(bytes.to_vec()),
    };
    SOCKET.with_borrow_mut(|kept| {
        server.runtime.block_on(async {
            let mut socket = match kept.take() {
                Some(socket) => socket,
                None => open(server, *address).await,
            };
            let probe = format!(r#"{{"type":"get_me","id":{PROBE}}}"#);
            if socket.send(frame).await.is_ok()
                && socket.send(Message::text(probe)).await.is_ok()
                && lives(&mut socket).await
            {
                *kept = Some(socket);
            }
        });
    });
});

async fn open(server: &Server, address: SocketAddr) -> Socket {
    let stream = TcpStream::connect(address).await.expect("the server is there");
    let mut request = format!("ws://{address}/v1/socket").into_client_request().expect("a request");
    let token = format!("Bearer {}", server.token).parse().expect("a header");
    request.headers_mut().insert("authorization", token);
    let (mut socket, _) = tokio_tungstenite::client_async(request, stream).await.expect("the server takes sockets");
    socket.send(Message::text(r#"{"type":"hello"}"#)).await.expect("the server listens");
    socket
}

/// Reads until the probe is answered, or the server ends the session with a `bye`.
async fn lives(socket: &mut Socket) -> bool {
    let mut farewell = false;
    while let Some(Ok(message)) = socket.next().await {
        let Message::Text(text) = message else { continue };
        match ServerFrame::from_text(&text).expect("the server keeps to its description") {
            ServerFrame::Reply { id: PROBE, .. } => return true,
            ServerFrame::Bye { .. } => farewell = true,
            _ => {}
        }
    }
    assert!(farewell, "the session ended without a word");
    false
}
