//! What each fault does to a cluster.

use std::time::Duration;

use super::Cluster;
use super::fault::{Fault, NODES};
use crate::Outcome;
use crate::proxy::{Line, Mail};

/// How far a wrong clock is off, in seconds.
const HOUR: i64 = 3_600;
/// Longer than a server waits for PostgreSQL or NATS to answer.
const LONG: Duration = Duration::from_secs(16);

/// A moment of up to so many milliseconds.
pub(super) async fn moment(luck: &mut fastrand::Rng, most: u64) {
    tokio::time::sleep(Duration::from_millis(luck.u64(..most))).await;
}

/// The fault befalls the cluster for the `turn`th time, and is over.
pub(super) async fn befall(fault: Fault, turn: usize, cluster: &mut Cluster, luck: &mut fastrand::Rng) -> Outcome<()> {
    let one = luck.usize(..NODES);
    match fault {
        Fault::None => {}
        Fault::NodeKilled | Fault::Pooled => {
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
        Fault::ClockWrong => {
            cluster.kill(one);
            let ahead = *luck.choice(&[-HOUR, HOUR]).unwrap_or(&HOUR);
            cluster.resume_ahead(one, ahead).await?;
            // Others come to it, and it takes over what they were doing.
            moment(luck, 1_000).await;
            let other = (one + 1) % NODES;
            cluster.kill(other);
            moment(luck, 1_000).await;
            cluster.resume(other).await?;
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
        Fault::NatsUnreachable => {
            cluster.lines(one).set_nats(cut(luck));
            sometimes_long(turn).await;
            moment(luck, 8_000).await;
            cluster.lines(one).set_nats(Line::Whole);
        }
        Fault::LettersMistreated => {
            // It stays so until the next time: all must be heard all the same.
            for node in 0..NODES {
                let mail = Mail { lost: luck.u8(1..25), doubled: luck.u8(1..25), delayed: luck.u8(1..25) };
                cluster.lines(node).treat_letters(mail);
            }
            moment(luck, 3_000).await;
        }
        Fault::PostgresKilled => {
            cluster.postgres.stop()?;
            moment(luck, 1_000).await;
            cluster.postgres.resume()?;
        }
        Fault::PostgresUnreachable => {
            cluster.lines(one).set_postgres(cut(luck));
            sometimes_long(turn).await;
            moment(luck, 5_000).await;
            if luck.bool() {
                cluster.lines(one).reset_postgres();
            }
            cluster.lines(one).set_postgres(Line::Whole);
        }
        Fault::PostgresFailsOver => {
            let former = cluster.postgres.address();
            if turn % 2 == 1 {
                // The primary's machine is gone without a word.
                (0..NODES).for_each(|node| cluster.lines(node).set_host(&former, Line::Silent));
            }
            cluster.fail_over().await?;
            moment(luck, 1_000).await;
            cluster.follow().await?;
            (0..NODES).for_each(|node| cluster.lines(node).set_host(&former, Line::Whole));
        }
        Fault::AtRandom => {
            let fault = Fault::SOME[luck.usize(..Fault::SOME.len())];
            Box::pin(befall(fault, turn, cluster, luck)).await?;
        }
    }
    Ok(())
}

/// Every fifth time long enough for connections to be given up.
async fn sometimes_long(turn: usize) {
    if turn % 5 == 4 {
        tokio::time::sleep(LONG).await;
    }
}

fn cut(luck: &mut fastrand::Rng) -> Line {
    if luck.u8(..3) == 0 { Line::Cut } else { Line::Silent }
}
