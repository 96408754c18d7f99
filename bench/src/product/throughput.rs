//! Durable delivered messages per second: pairs of sockets, each sender with a window of sends not yet acknowledged; counted
//! where they arrive.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use subrosa_client::raw::{Dialer, Reader, Writer, frame};
use subrosa_proto::frame::InConversation;
use tokio::task::JoinSet;

use super::open;
use crate::Failure;
use crate::node::Node;
use crate::people::{Cast, Pair, Workshop, message};

/// What one run gave.
pub(crate) struct Run {
    /// Messages that arrived per second.
    pub(crate) delivered: f64,
    /// Messages in a batch, on average.
    pub(crate) batch: f64,
    /// Processor seconds of the server per second.
    pub(crate) server_cores: f64,
}

/// One run.
///
/// # Errors
/// When anything is refused or lost.
pub(crate) async fn measure(folder: &Path, cast: Cast, window: usize, seconds: u64) -> Result<Run, Failure> {
    let workshop = Workshop::open(folder)?;
    let made = workshop.cast(cast).await?;
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    load(&node, &[&node], made, window, seconds, || Ok(())).await
}

/// One run on servers that are up: senders at one, receivers spread over others. `on_begin` is called when the first second is over.
///
/// # Errors
/// When anything is refused or lost.
pub(crate) async fn load(
    from: &Node,
    to: &[&Node],
    made: Vec<Pair>,
    window: usize,
    seconds: u64,
    on_begin: impl FnOnce() -> Result<(), Failure>,
) -> Result<Run, Failure> {
    let dialer = Dialer::new(&from.url(), 8 * 1024)?;
    let (arrived, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
    let mut tasks = JoinSet::new();
    for (pair, to) in made.into_iter().zip(to.iter().cycle()) {
        let (_, reader) = open(&Dialer::new(&to.url(), 8 * 1024)?, &pair.receiver.token).await?;
        tasks.spawn(receive(reader, Arc::clone(&arrived), Arc::clone(&stop)));
        let (writer, reader) = open(&dialer, &pair.sender.token).await?;
        tasks.spawn(send(writer, reader, pair, window, Arc::clone(&stop)));
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    on_begin()?;
    let (before, batches, changes) = counts(from, &arrived).await?;
    let (begun, cpu) = (Instant::now(), from.cpu_seconds()?);
    tokio::time::sleep(Duration::from_secs(seconds)).await;
    let took = begun.elapsed().as_secs_f64();
    let server_cores = (from.cpu_seconds()? - cpu) / took;
    let (after, more_batches, more_changes) = counts(from, &arrived).await?;
    stop.store(true, Ordering::Relaxed);
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok(Run {
        delivered: (after - before) / took,
        batch: (more_changes - changes) / (more_batches - batches),
        server_cores,
    })
}

async fn counts(node: &Node, arrived: &AtomicU64) -> Result<(f64, f64, f64), Failure> {
    #[expect(clippy::cast_precision_loss, reason = "a benchmark delivers millions, not 2^52")]
    let arrived = arrived.load(Ordering::Relaxed) as f64;
    let batches = node.metric("subrosa_batch_changes_count").await?;
    Ok((arrived, batches, node.metric("subrosa_batch_changes_sum").await?))
}

async fn receive(mut reader: Reader, arrived: Arc<AtomicU64>, stop: Arc<AtomicBool>) -> Result<(), Failure> {
    let mut seq = 0;
    while !stop.load(Ordering::Relaxed) {
        let Ok(next) = tokio::time::timeout(Duration::from_secs(1), reader.next()).await else { continue };
        let Some(entry) = next?.ok_or("the server hung up")?.entry() else { continue };
        for event in &entry.events {
            if event.seq != seq + 1 {
                return Err(format!("event {} came after {seq}", event.seq).into());
            }
            seq = event.seq;
        }
        arrived.fetch_add(entry.events.len() as u64, Ordering::Relaxed);
    }
    Ok(())
}

async fn send(
    mut writer: Writer,
    mut reader: Reader,
    pair: Pair,
    window: usize,
    stop: Arc<AtomicBool>,
) -> Result<(), Failure> {
    let mut id = 0;
    let mut next = || {
        id += 1;
        frame("send_message", Some(id), &InConversation { conversation: pair.conversation, params: message() })
    };
    for _ in 0..window {
        writer.feed(next()?).await?;
    }
    writer.flush().await?;
    while !stop.load(Ordering::Relaxed) {
        let mut answered = 0;
        let mut frame = reader.next().await?;
        loop {
            let Some(reply) = frame.ok_or("the server hung up")?.reply() else { break };
            if let Some(error) = reply.error {
                return Err(format!("a send was refused: {}", error.code()).into());
            }
            answered += 1;
            // What else has come already is answered with the same write.
            match futures_util::FutureExt::now_or_never(reader.next()) {
                Some(more) => frame = more?,
                None => break,
            }
        }
        for _ in 0..answered {
            writer.feed(next()?).await?;
        }
        if answered > 0 {
            writer.flush().await?;
        }
    }
    Ok(())
}
