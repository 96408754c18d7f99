//! What may befall a cluster while people write. After each of them everything that was acknowledged must be there, once, in order, and
//! everyone must have heard it.

use std::path::Path;
use std::time::{Duration, Instant};

use super::Cluster;
use super::people::Crowd;
use crate::Outcome;
use crate::crash::report::Row;
use crate::postgres::Sync;

const NODES: usize = 3;
const PAIRS: usize = 9;
/// One message on its way at a time: these people, unlike the product's clients, do not hold back what they sent behind one that is
/// refused for the moment.
const WINDOW: usize = 1;

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    NodeKilled,
    NodeRestarted,
    NodePaused,
    NatsKilled,
    NatsPaused,
    NatsGone,
    PostgresKilled,
    AtRandom,
}

impl Fault {
    /// Each with its name and what is done.
    pub const ALL: [(Self, &str); 9] = [
        (Self::None, "nothing happens"),
        (Self::NodeKilled, "a server is killed"),
        (Self::NodeRestarted, "a server is restarted in order"),
        (Self::NodePaused, "a server stands still"),
        (Self::NatsKilled, "a NATS server is killed"),
        (Self::NatsPaused, "a NATS server stands still"),
        (Self::NatsGone, "all of NATS is gone"),
        (Self::PostgresKilled, "PostgreSQL is killed"),
        (Self::AtRandom, "any of these at random"),
    ];

    /// Those that [`Fault::AtRandom`] chooses from.
    const SOME: [Self; 7] = [
        Self::NodeKilled,
        Self::NodeRestarted,
        Self::NodePaused,
        Self::NatsKilled,
        Self::NatsPaused,
        Self::NatsGone,
        Self::PostgresKilled,
    ];
}

/// A moment of up to so many milliseconds.
async fn moment(luck: &mut fastrand::Rng, most: u64) {
    tokio::time::sleep(Duration::from_millis(luck.u64(..most))).await;
}

/// The fault befalls the cluster, and is over.
async fn befall(fault: Fault, cluster: &mut Cluster, luck: &mut fastrand::Rng) -> Outcome<()> {
    let one = luck.usize(..NODES);
    match fault {
        Fault::None => {}
        Fault::NodeKilled => {
            cluster.kill(one);
            moment(luck, 1_000).await;
            cluster.resume(one).await?;
        }
        Fault::NodeRestarted => {
            cluster.stop(one).await?;
            cluster.resume(one).await?;
        }
        Fault::NodePaused => {
            cluster.pause(one, true)?;
            // Sometimes long enough for the others to take it for gone.
            moment(luck, 8_000).await;
            cluster.pause(one, false)?;
        }
        Fault::NatsKilled => {
            cluster.nats.kill(one);
            moment(luck, 1_000).await;
            cluster.nats.resume(one).await?;
        }
        Fault::NatsPaused => {
            cluster.pause_nats(one, true)?;
            moment(luck, 8_000).await;
            cluster.pause_nats(one, false)?;
        }
        Fault::NatsGone => {
            (0..NODES).for_each(|server| cluster.nats.kill(server));
            moment(luck, 5_000).await;
            for server in 0..NODES {
                cluster.nats.resume(server).await?;
            }
        }
        Fault::PostgresKilled => {
            cluster.postgres.stop()?;
            moment(luck, 1_000).await;
            cluster.postgres.resume()?;
        }
        Fault::AtRandom => {
            let fault = Fault::SOME[luck.usize(..Fault::SOME.len())];
            Box::pin(befall(fault, cluster, luck)).await?;
        }
    }
    Ok(())
}

/// Lets a fault befall a fresh cluster so many times, while people write.
///
/// # Errors
/// When something does not come up again, someone is answered what must not be, or is stuck.
pub async fn run((fault, name): (Fault, &str), binary: &Path, scratch: &Path, times: usize, seed: u64) -> Outcome<Row> {
    let begun = Instant::now();
    let mut luck =
        fastrand::Rng::with_seed(name.bytes().fold(seed, |seed, byte| seed.wrapping_mul(31) + u64::from(byte)));
    let folder = scratch.join(format!("{fault:?}"));
    let mut cluster = Cluster::start(binary, &folder, NODES, Sync::Yes).await?;
    let crowd = Crowd::start(&cluster, PAIRS, WINDOW, &mut luck).await?;
    for _ in 0..times {
        moment(&mut luck, 1_000).await;
        befall(fault, &mut cluster, &mut luck).await?;
    }
    moment(&mut luck, 1_000).await;
    let verdict = crowd.judge(&cluster).await.map_err(|error| {
        let logs: Vec<String> = (0..NODES).map(|node| cluster.log_tail(node)).collect();
        format!("{name}: {error}\n{}", logs.join("\n"))
    })?;
    let done = format!("{times} times, {} people at {NODES} servers", 2 * PAIRS);
    Ok(Row { name: name.to_owned(), done, verdict, time: begun.elapsed() })
}
