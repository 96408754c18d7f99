//! A bare WebSocket echo with the product's own settings: what sockets on this machine can carry at most.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use axum::Router;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::get;
use futures_util::{FutureExt, SinkExt, StreamExt};
use hdrhistogram::Histogram;
use subrosa_client::Token;
use subrosa_client::raw::{Dialer, Utf8Bytes};
use tokio::task::JoinSet;

use crate::Failure;

async fn echo(upgrade: WebSocketUpgrade) -> Response {
    upgrade.read_buffer_size(1024).on_upgrade(|mut socket| async move {
        while let Some(Ok(mut message)) = socket.next().await {
            loop {
                if !matches!(message, Message::Text(_)) || socket.feed(message).await.is_err() {
                    return;
                }
                match socket.next().now_or_never() {
                    Some(Some(Ok(more))) => message = more,
                    Some(_) => return,
                    None => break,
                }
            }
            if socket.flush().await.is_err() {
                return;
            }
        }
    })
}

/// What one run gave.
pub(crate) struct Run {
    pub(crate) round_trips: f64,
    pub p50_us: f64,
    pub p99_us: f64,
}

/// Echoes frames of `bytes` bytes on `connections` sockets, `window` in flight on each.
///
/// # Errors
/// When a socket breaks.
pub(crate) async fn measure(connections: usize, window: usize, bytes: usize, seconds: u64) -> Result<Run, Failure> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    let server = tokio::spawn(async move { axum::serve(listener, Router::new().route("/v1/socket", get(echo))).await });
    let dialer = Dialer::new(&url, 8 * 1024)?;
    let (count, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let text = Utf8Bytes::from("e".repeat(bytes));
    let mut tasks = JoinSet::new();
    for _ in 0..connections {
        let (mut writer, mut reader) = dialer.open(&Token::from("none".to_owned())).await?;
        let (text, count, stop) = (text.clone(), Arc::clone(&count), Arc::clone(&stop));
        tasks.spawn(async move {
            let mut histogram = Histogram::<u64>::new(3)?;
            for _ in 0..window {
                writer.feed(text.clone()).await?;
            }
            writer.flush().await?;
            let mut sent = Instant::now();
            while !stop.load(Ordering::Relaxed) {
                let mut back = 0_u64;
                let mut frame = reader.next().await?;
                while frame.is_some() {
                    back += 1;
                    match reader.next().now_or_never() {
                        Some(more) => frame = more?,
                        None => break,
                    }
                }
                histogram.record(u64::try_from(sent.elapsed().as_micros())?.max(1))?;
                count.fetch_add(back, Ordering::Relaxed);
                sent = Instant::now();
                for _ in 0..back {
                    writer.feed(text.clone()).await?;
                }
                writer.flush().await?;
            }
            Ok::<_, Failure>(histogram)
        });
    }
    let begun = Instant::now();
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    #[expect(clippy::cast_precision_loss, reason = "millions of echoes, not 2^52")]
    let round_trips = count.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    let mut all = Histogram::<u64>::new(3)?;
    while let Some(task) = tasks.join_next().await {
        all.add(task??)?;
    }
    server.abort();
    #[expect(clippy::cast_precision_loss, reason = "microseconds, not 2^52")]
    let at = |quantile| all.value_at_quantile(quantile) as f64;
    Ok(Run { round_trips, p50_us: at(0.5), p99_us: at(0.99) })
}
