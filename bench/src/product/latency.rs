//! End-to-end latency in an open loop: each message has a moment at which it is to be sent, and its latency counts from that moment, also
//! when the generator or the server is late (no coordinated omission).

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use subrosa_client::raw::{Dialer, Reader, Writer, frame};
use subrosa_proto::ClientId;
use subrosa_proto::frame::InConversation;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::open;
use crate::Failure;
use crate::node::Node;
use crate::people::{Cast, Pair, Workshop, message};

/// When each message was to be sent.
type Due = Arc<Mutex<HashMap<ClientId, Instant>>>;

/// Microseconds from the intended moment of sending to the arrival at the recipient.
///
/// # Errors
/// When anything is refused or lost.
pub(crate) async fn measure(folder: &Path, cast: Cast, rate: u32, seconds: u64) -> Result<Histogram<u64>, Failure> {
    let workshop = Workshop::open(folder)?;
    let made = workshop.cast(cast).await?;
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    load(&node, &node, made, rate, seconds).await
}

/// The same on servers that are up: senders at one, receivers at the other.
///
/// # Errors
/// When anything is refused or lost.
pub(crate) async fn load(
    from: &Node,
    to: &Node,
    made: Vec<Pair>,
    rate: u32,
    seconds: u64,
) -> Result<Histogram<u64>, Failure> {
    let dialers = (Dialer::new(&from.url(), 8 * 1024)?, Dialer::new(&to.url(), 8 * 1024)?);
    let due: Due = Arc::default();
    let (arrivals, mut arrived) = mpsc::unbounded_channel();
    let mut lanes = Vec::new();
    let mut tasks = JoinSet::new();
    for pair in made {
        let (_, reader) = open(&dialers.1, &pair.receiver.token).await?;
        tasks.spawn(receive(reader, arrivals.clone()));
        let (writer, reader) = open(&dialers.0, &pair.sender.token).await?;
        tasks.spawn(drain(reader));
        let (lane, sends) = mpsc::unbounded_channel();
        tasks.spawn(send(writer, pair, sends));
        lanes.push(lane);
    }
    drop(arrivals);
    let total = u64::from(rate) * seconds;
    let schedule = Arc::clone(&due);
    std::thread::spawn(move || generate(&lanes, &schedule, rate, total));
    let mut histogram = Histogram::new(3)?;
    let warm_up = u64::from(rate);
    for index in 0..total {
        let next = tokio::time::timeout(Duration::from_secs(10), arrived.recv()).await;
        let (id, at): (ClientId, Instant) = next.map_err(|_| "a message did not arrive")?.ok_or("a socket broke")?;
        let intended = due.lock().unwrap_or_else(PoisonError::into_inner).remove(&id).ok_or("an unknown message")?;
        if index >= warm_up {
            let took = at.saturating_duration_since(intended).as_micros();
            histogram.record(u64::try_from(took).unwrap_or(u64::MAX).max(1))?;
        }
    }
    tasks.abort_all();
    Ok(histogram)
}

/// Hands each message to its sender at its moment. A thread of its own: timers of the runtime are as coarse as a millisecond.
fn generate(lanes: &[mpsc::UnboundedSender<ClientId>], due: &Due, rate: u32, total: u64) {
    let begun = Instant::now() + Duration::from_millis(100);
    let step = Duration::from_secs(1) / rate;
    for (index, lane) in (0..total).zip(lanes.iter().cycle()) {
        let moment = begun + step * u32::try_from(index).unwrap_or(u32::MAX);
        #[expect(clippy::disallowed_methods, reason = "an open loop sends by the clock")]
        std::thread::sleep(moment.saturating_duration_since(Instant::now()));
        let id = ClientId(uuid::Uuid::now_v7());
        due.lock().unwrap_or_else(PoisonError::into_inner).insert(id, moment);
        if lane.send(id).is_err() {
            return;
        }
    }
}

async fn send(mut writer: Writer, pair: Pair, mut sends: mpsc::UnboundedReceiver<ClientId>) -> Result<(), Failure> {
    while let Some(client_id) = sends.recv().await {
        let mut params = message();
        params.client_id = client_id;
        let params = InConversation { conversation: pair.conversation, params };
        writer.feed(frame("send_message", Some(1), &params)?).await?;
        writer.flush().await?;
    }
    Ok(())
}

async fn receive(mut reader: Reader, arrivals: mpsc::UnboundedSender<(ClientId, Instant)>) -> Result<(), Failure> {
    while let Some(frame) = reader.next().await? {
        let at = Instant::now();
        for event in frame.entry().map(|entry| entry.events).unwrap_or_default() {
            arrivals.send((event.client_id, at))?;
        }
    }
    Ok(())
}

async fn drain(mut reader: Reader) -> Result<(), Failure> {
    while reader.next().await?.is_some() {}
    Ok(())
}
