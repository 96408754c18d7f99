//! What may befall a cluster while people write. After each of them everything that was acknowledged must be there, once, in order, and
//! everyone must have heard it.

use std::path::Path;
use std::time::Instant;

use super::Cluster;
use super::befall::{befall, moment};
use super::fault::{Fault, NODES};
use super::people::Crowd;
use crate::Outcome;
use crate::crash::report::Row;

const PAIRS: usize = 9;
/// One message on its way at a time: these people, unlike the product's clients, do not hold back what they sent behind one that is
/// refused for the moment.
const WINDOW: usize = 1;

/// Lets a fault befall a fresh cluster so many times, while people write.
///
/// # Errors
/// When something does not come up again, someone is answered what must not be, or is stuck.
pub async fn run((fault, name): (Fault, &str), binary: &Path, scratch: &Path, times: usize, seed: u64) -> Outcome<Row> {
    let begun = Instant::now();
    let mut luck =
        fastrand::Rng::with_seed(name.bytes().fold(seed, |seed, byte| seed.wrapping_mul(31) + u64::from(byte)));
    let folder = scratch.join(format!("{fault:?}"));
    let mut cluster = Cluster::start(binary, &folder, NODES, fault.parts()).await?;
    let crowd = Crowd::start(&cluster, PAIRS, WINDOW, &mut luck).await?;
    for turn in 0..times {
        moment(&mut luck, 1_000).await;
        befall(fault, turn, &mut cluster, &mut luck).await?;
    }
    moment(&mut luck, 1_000).await;
    let verdict = crowd.judge(&cluster).await.map_err(|error| {
        let logs: Vec<String> = (0..NODES).map(|node| cluster.log_tail(node)).collect();
        format!("{name}: {error}\n{}", logs.join("\n"))
    })?;
    let done = format!("{times} times, {} people at {NODES} servers", 2 * PAIRS);
    Ok(Row { name: name.to_owned(), done, verdict, time: begun.elapsed() })
}
