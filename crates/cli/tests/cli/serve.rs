//! The server's life: it listens, drains, ends, and leaves one file.

use std::io::Write;
use std::net::{TcpListener, TcpStream};

use rustix::process::Signal;

use crate::scratch::{Scratch, assert_seen};
use crate::server::Server;

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
    std::io::Read::read_exact(&mut stream, &mut continued).expect("it waits for the body");
    server.signal(Signal::TERM);
    server.wait_for_log("draining");
    server.signal(Signal::TERM);
    assert_eq!(server.end().code(), Some(1));
}

#[cfg(unix)]
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
