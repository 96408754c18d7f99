//! Encrypted connections: which certificates are trusted, for HTTP and for the socket alike.

use std::sync::Arc;

use futures_util::SinkExt;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use subrosa_client::proto::frame::ServerFrame;
use subrosa_client::{Client, Error, Http};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;
use tokio_tungstenite::tungstenite::Message;

use crate::peer::{at, within};

/// A server with a certificate of its own authority.
struct Secure {
    listener: TcpListener,
    acceptor: TlsAcceptor,
    authority: CertificateDer<'static>,
}

impl Secure {
    async fn new() -> Self {
        let authority_key = KeyPair::generate().expect("a key");
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = params.self_signed(&authority_key).expect("a certificate");
        let issuer = Issuer::new(params, authority_key);
        let key = KeyPair::generate().expect("a key");
        let own = CertificateParams::new(["localhost".to_owned()]).expect("a name");
        let certificate = own.signed_by(&key, &issuer).expect("a certificate");

        let key = PrivateKeyDer::try_from(key.serialize_der()).expect("a key");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .expect("a certificate for the key");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        Self { listener, acceptor: TlsAcceptor::from(Arc::new(config)), authority: authority.der().clone() }
    }

    fn url(&self) -> String {
        format!("https://localhost:{}", self.listener.local_addr().expect("an address").port())
    }

    async fn accept(&self) -> std::io::Result<TlsStream<TcpStream>> {
        let (stream, _) = within(self.listener.accept()).await?;
        within(self.acceptor.accept(stream)).await
    }
}

#[tokio::test]
async fn http_trusts_an_authority_that_was_added() {
    let server = Secure::new().await;
    let http = Http::with_roots(&server.url(), vec![server.authority.clone()]).expect("an address");
    let answering = async {
        let mut stream = server.accept().await.expect("a trusting client");
        let mut request = [0; 4096];
        within(stream.read(&mut request)).await.expect("a request");
        let info = r#"{"name":"Here","version":"1","sign_up":"open","platform_sign_in":false}"#;
        let answer = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{info}", info.len());
        stream.write_all(answer.as_bytes()).await.expect("the client reads");
    };
    let (info, ()) = tokio::join!(http.info(), answering);
    assert_eq!(info.expect("an answer").name, "Here");
}

#[tokio::test]
async fn the_socket_trusts_an_authority_that_was_added() {
    let server = Secure::new().await;
    let builder = Client::builder(server.url()).token("a-token").trust(server.authority.clone()).cursor(Some(at(0)));
    let answering = async {
        let stream = server.accept().await.expect("a trusting client");
        let mut socket = within(tokio_tungstenite::accept_async(stream)).await.expect("an upgrade");
        let frame = serde_json::to_string(&ServerFrame::CaughtUp { cursor: at(0) }).expect("a frame");
        socket.send(Message::text(frame)).await.expect("the client reads");
        socket
    };
    let (client, _socket) = tokio::join!(builder.connect(), answering);
    client.expect("a connection");
}

#[tokio::test]
async fn other_authorities_are_refused() {
    let (server, other) = (Secure::new().await, Secure::new().await);
    let builder = Client::builder(server.url()).token("a-token").trust(other.authority.clone());
    let (client, accepted) = tokio::join!(builder.connect(), server.accept());
    assert!(accepted.is_err());
    let Err(Error::Transport(cause)) = client else { panic!("it trusts anyone") };
    assert!(cause.to_string().contains("certificate"), "{cause}");
}
