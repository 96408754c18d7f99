//! Takes connections, plain or TLS, and serves HTTP on them.
//!
//! Lifecycle: runs until the drain begins; then takes no more, lets requests finish for as long as the settings allow, and returns.
//!
//! Never: an unbounded number of connections, a handshake without a deadline.

mod tls;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::place::Place;
use crate::{App, router};

const HANDSHAKE: Duration = Duration::from_secs(10);
const HEADERS: Duration = Duration::from_secs(15);
/// HTTP/2 connections are asked for a sign of life this often, and given as long to answer.
const PING: Duration = Duration::from_secs(30);

/// A bound address, not served yet.
pub struct Listener {
    tcp: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Listener {
    /// Binds the address of the settings and reads the TLS files, if any.
    ///
    /// # Errors
    /// When the address is taken, or the files can't be used.
    pub async fn bind(settings: &crate::ServerSettings) -> std::io::Result<Self> {
        let tls = settings.tls.as_ref().map(tls::acceptor).transpose()?;
        let tcp = TcpListener::bind(settings.listen).await?;
        Ok(Self { tcp, tls })
    }

    /// The address, with the port that was chosen.
    ///
    /// # Errors
    /// When the socket is gone.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.tcp.local_addr()
    }
}

/// Serves until the app's drain begins and what is under way has finished.
pub async fn serve(listener: Listener, app: App) {
    let connections = Arc::new(Semaphore::new(app.settings.connections.min(Semaphore::MAX_PERMITS)));
    let all = app.settings.connections.min(Semaphore::MAX_PERMITS);
    let router = router(app.clone());
    let tls = listener.tls.map(Arc::new);
    loop {
        let Ok(place) = Arc::clone(&connections).acquire_owned().await else { return };
        let accepted = tokio::select! {
            accepted = listener.tcp.accept() => accepted,
            () = app.drain.wait() => break,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Out of file descriptors, most likely: some will come back.
                tracing::warn!(%error, "a connection could not be taken");
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            }
        };
        let place = Place::new(place);
        let (tls, router, app) = (tls.clone(), router.clone(), app.clone());
        tokio::spawn(async move {
            let origin = Origin { peer, place };
            connection(stream, tls.as_deref(), router, origin, &app).await;
        });
    }
    drop(listener.tcp);
    // All places free again means that all connections have ended.
    let finished = connections.acquire_many(u32::try_from(all).unwrap_or(u32::MAX));
    if tokio::time::timeout(app.settings.drain, finished).await.is_err() {
        tracing::warn!("some connections were cut off at the end of the drain");
    }
}

/// What each request of a connection carries to the handlers.
struct Origin {
    peer: SocketAddr,
    place: Place,
}

async fn connection(stream: TcpStream, tls: Option<&TlsAcceptor>, router: Router, origin: Origin, app: &App) {
    // Small frames must not wait for more to come.
    let _best_effort = stream.set_nodelay(true);
    match tls {
        None => http(stream, router, origin, app).await,
        Some(acceptor) => match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
            Ok(Ok(stream)) => http(stream, router, origin, app).await,
            Ok(Err(error)) => tracing::debug!(%error, "a TLS handshake failed"),
            Err(_) => tracing::debug!("a TLS handshake took too long"),
        },
    }
}

async fn http(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router, origin: Origin, app: &App) {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS).max_buf_size(64 * 1024);
    builder.http2().timer(TokioTimer::new()).max_concurrent_streams(100);
    // A connection whose other end is gone without a word ends by itself.
    builder.http2().keep_alive_interval(Some(PING)).keep_alive_timeout(PING);
    let spoken = Arc::new(AtomicBool::new(false));
    let has_spoken = Arc::clone(&spoken);
    let service = TowerToHyperService::new(router.map_request(move |mut request: hyper::Request<Incoming>| {
        spoken.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(ConnectInfo(origin.peer));
        request.extensions_mut().insert(origin.place.clone());
        request.map(axum::body::Body::new)
    }));
    let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    // The library waits without end for the bytes that tell HTTP/1 from HTTP/2.
    let stays_silent = async {
        tokio::time::sleep(HEADERS).await;
        if has_spoken.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
    };
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stays_silent => return,
        () = app.drain.wait() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(error = error.as_ref() as &dyn std::error::Error, "a connection ended early");
    }
}
