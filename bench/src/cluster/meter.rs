//! Counts what goes between servers and what they share: bytes, and round trips. A round trip is an answer that begins after something
//! was asked on the same connection; what is asked before the first answer belongs to the same one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

use crate::Failure;

/// A port that passes everything on to another, and counts.
pub(crate) struct Meter {
    pub(crate) port: u16,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    bytes: AtomicU64,
    round_trips: AtomicU64,
}

/// What was counted.
#[derive(Clone, Copy, Default)]
pub(crate) struct Counted {
    pub(crate) bytes: f64,
    pub(crate) round_trips: f64,
}

impl Meter {
    /// Begins to pass on to a port of this machine.
    ///
    /// # Errors
    /// When there is no port.
    pub(crate) async fn start(to: u16) -> Result<Self, Failure> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let counts = Arc::<Counts>::default();
        let counting = Arc::clone(&counts);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let Ok(server) = TcpStream::connect(("127.0.0.1", to)).await else { continue };
                let _nodelay = (client.set_nodelay(true), server.set_nodelay(true));
                let (from_client, to_client) = client.into_split();
                let (from_server, to_server) = server.into_split();
                let asked = Arc::<AtomicBool>::default();
                tokio::spawn(pass(from_client, to_server, Arc::clone(&counting), Arc::clone(&asked), true));
                tokio::spawn(pass(from_server, to_client, Arc::clone(&counting), asked, false));
            }
        });
        Ok(Self { port, counts })
    }

    /// What was counted since this was last asked.
    pub(crate) fn take(&self) -> Counted {
        #[expect(clippy::cast_precision_loss, reason = "a benchmark sends gigabytes, not 2^52")]
        let take = |count: &AtomicU64| count.swap(0, Ordering::Relaxed) as f64;
        Counted { bytes: take(&self.counts.bytes), round_trips: take(&self.counts.round_trips) }
    }
}

async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    counts: Arc<Counts>,
    asked: Arc<AtomicBool>,
    asks: bool,
) {
    let mut buffer = vec![0; 64 * 1024];
    // Either side may hang up.
    while let Ok(length @ 1..) = from.read(&mut buffer).await {
        counts.bytes.fetch_add(length as u64, Ordering::Relaxed);
        if asks {
            asked.store(true, Ordering::Relaxed);
        } else if asked.swap(false, Ordering::Relaxed) {
            counts.round_trips.fetch_add(1, Ordering::Relaxed);
        }
        if to.write_all(&buffer[..length]).await.is_err() {
            return;
        }
    }
}
