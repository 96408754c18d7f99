//! How a byte stream to the server is opened. The default is TCP, with TLS where the address says so; an application
//! can give its own for a tunnel, a proxy or a simulated network.

use std::io;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use rustls::ClientConfig;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_util::either::Either;

use crate::address::Address;

/// What can carry a socket.
pub trait ByteStream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> ByteStream for T {}

/// Opens byte streams to one server.
pub trait Dial: Send + Sync + 'static {
    /// Opens a new stream; the client gives up waiting after ten seconds.
    fn dial(&self) -> BoxFuture<'_, io::Result<Box<dyn ByteStream>>>;
}

/// TCP, with TLS around it or without.
pub(crate) type NetworkStream = Either<TcpStream, TlsStream<TcpStream>>;

/// Dials the host and port of an address.
#[derive(Clone)]
pub(crate) struct Network {
    host: String,
    port: u16,
    tls: Option<TlsConnector>,
}

impl Network {
    pub(crate) fn new(address: &Address, tls: ClientConfig) -> Self {
        let tls = address.is_secure().then(|| TlsConnector::from(Arc::new(tls)));
        Self { host: address.host().to_owned(), port: address.port(), tls }
    }

    pub(crate) async fn open(&self) -> io::Result<NetworkStream> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        // Frames are small and each is awaited by someone.
        stream.set_nodelay(true)?;
        let Some(tls) = &self.tls else { return Ok(Either::Left(stream)) };
        let name = ServerName::try_from(self.host.clone()).map_err(io::Error::other)?;
        Ok(Either::Right(tls.connect(name, stream).await?))
    }
}

impl Dial for Network {
    fn dial(&self) -> BoxFuture<'_, io::Result<Box<dyn ByteStream>>> {
        Box::pin(async { Ok(Box::new(self.open().await?) as Box<dyn ByteStream>) })
    }
}
