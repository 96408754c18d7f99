//! The server's life: it listens, drains, ends, and leaves one file.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};

use rustix::process::Signal;
use serde_json::json;
use subrosa_client::Token;
use subrosa_client::raw::{Dialer, Reader, Writer, frame};

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

/// A socket that has been brought to the present.
async fn live(dialer: &Dialer, token: &Token) -> (Writer, Reader) {
    let (mut writer, mut reader) = dialer.open(token).await.expect("the server takes it");
    writer.feed(frame("hello", None, &json!({})).expect("a frame")).await.expect("it is open");
    writer.flush().await.expect("it is open");
    wait_for("caught_up", &mut reader).await;
    (writer, reader)
}

/// Reads frames until one of this type comes.
async fn wait_for(kind: &str, reader: &mut Reader) {
    loop {
        let frame = reader.next().await.expect("it is open").unwrap_or_else(|| panic!("closed before {kind}"));
        if frame.kind() == kind {
            return;
        }
    }
}

/// A server with one account, and that account's token.
fn server_and_token(scratch: &Scratch, environment: &[(&str, &str)]) -> (Server, Token) {
    scratch.ok(&["account", "create", "ada", "--no-password"]);
    let token = Token::from(scratch.ok(&["token", "create", "ada"]).trim());
    (Server::start(scratch, environment), token)
}

#[test]
fn it_serves_and_ends_in_good_order() {
    let scratch = Scratch::new();
    for signal in [Signal::TERM, Signal::INT] {
        let server = Server::start(&scratch, &[]);
        assert_eq!(server.get("/readyz"), (200, "ready\n".to_owned()));
        server.signal(signal);
        assert!(server.end().success(), "{}", server.rest_of_log());
        let mut left: Vec<_> =
            std::fs::read_dir(scratch.data()).expect("the folder").flatten().map(|item| item.file_name()).collect();
        left.sort();
        assert_eq!(left, ["subrosa.db", "subrosa.lock"]);
    }
}

#[test]
fn a_second_signal_ends_it_at_once() {
    let scratch = Scratch::new();
    let server = Server::start(&scratch, &[("SUBROSA_DRAIN_SECONDS", "600")]);
    // A request whose body never comes is under way for as long as the drain allows.
    let mut stream = TcpStream::connect(&server.address).expect("it listens");
    write!(
        stream,
        "POST /v1/sessions HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: 99\r\n",
        server.address
    )
    .expect("it reads");
    write!(stream, "Expect: 100-continue\r\n\r\n").expect("it reads");
    let mut continued = [0; 12];
    stream.read_exact(&mut continued).expect("it waits for the body");
    server.signal(Signal::TERM);
    server.wait_for_log("draining");
    server.signal(Signal::TERM);
    assert_eq!(server.end().code(), Some(1));
}

#[test]
fn every_socket_is_told_to_come_back() {
    let scratch = Scratch::new();
    let (server, token) = server_and_token(&scratch, &[]);
    let dialer = Dialer::new(&server.url(), 1024).expect("an address");
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        let mut sockets = Vec::new();
        for _ in 0..200 {
            sockets.push(live(&dialer, &token).await);
        }
        server.signal(Signal::TERM);
        for (_, reader) in &mut sockets {
            wait_for("bye", reader).await;
        }
    });
    assert!(server.end().success());
}

#[test]
fn a_socket_counts_as_a_connection() {
    let scratch = Scratch::new();
    let (server, token) = server_and_token(&scratch, &[("SUBROSA_CONNECTIONS", "1")]);
    let dialer = Dialer::new(&server.url(), 1024).expect("an address");
    tokio::runtime::Runtime::new().expect("a runtime").block_on(async {
        let (mut writer, mut reader) = live(&dialer, &token).await;
        let mut second = TcpStream::connect(&server.address).expect("the system takes it");
        write!(second, "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("the system takes it");
        // While the server answers these it would have time for the other connection, if there were a place for it.
        for id in 0..20 {
            writer.feed(frame("get_me", Some(id), &json!({})).expect("a frame")).await.expect("it is open");
            writer.flush().await.expect("it is open");
            wait_for("reply", &mut reader).await;
        }
        second.set_nonblocking(true).expect("a socket");
        let waiting = second.read(&mut [0; 1]).expect_err("nothing comes");
        assert_eq!(waiting.kind(), std::io::ErrorKind::WouldBlock);
        second.set_nonblocking(false).expect("a socket");
        writer.close().await.expect("it is open");
        let mut answer = String::new();
        second.read_to_string(&mut answer).expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    });
}

#[test]
fn files_are_for_the_servers_user_alone() {
    use std::os::unix::fs::MetadataExt;
    let scratch = Scratch::new();
    let _server = Server::start(&scratch, &[]);
    for item in std::fs::read_dir(scratch.data()).expect("the folder").flatten() {
        let mode = item.metadata().expect("a file").mode();
        assert_eq!(mode & 0o077, 0, "{:?} has mode {mode:o}", item.file_name());
    }
}

#[test]
fn a_taken_address_is_told() {
    let scratch = Scratch::new();
    let taken = TcpListener::bind("127.0.0.1:0").expect("an address");
    let address = taken.local_addr().expect("an address").to_string();
    assert_seen!("address_taken", scratch.run(&["serve", "--listen", &address]));
}

#[test]
fn tls_files_that_are_not_there_are_told() {
    let scratch = Scratch::new();
    scratch.write("data/subrosa.toml", "listen = '127.0.0.1:0'\n[tls]\ncertificate = 'chain.pem'\nkey = 'key.pem'\n");
    assert_seen!("tls_files_missing", scratch.run(&["serve"]));
}
