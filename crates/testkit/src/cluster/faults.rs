//! What may befall a cluster while people write. After each of them everything that was acknowledged must be there, once, in order, and
//! everyone must have heard it.

use std::path::Path;
use std::time::Instant;

use super::befall::{befall, moment};
use super::people::Crowd;
use super::{Cluster, Parts, clock};
use crate::Outcome;
use crate::crash::report::Row;
use crate::postgres::{Sync, pooler};

pub(super) const NODES: usize = 3;
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
    ClockWrong,
    NatsKilled,
    NatsPaused,
    NatsGone,
    NatsUnreachable,
    LettersMistreated,
    PostgresKilled,
    PostgresUnreachable,
    PostgresFailsOver,
    Pooled,
    AtRandom,
}

impl Fault {
    /// Each with its name and what is done.
    pub const ALL: [(Self, &str); 15] = [
        (Self::None, "nothing happens"),
        (Self::NodeKilled, "a server is killed"),
        (Self::NodeRestarted, "a server is restarted in order"),
        (Self::NodePaused, "a server stands still"),
        (Self::ClockWrong, "a server's clock is off by an hour"),
        (Self::NatsKilled, "a NATS server is killed"),
        (Self::NatsPaused, "a NATS server stands still"),
        (Self::NatsGone, "all of NATS is gone"),
        (Self::NatsUnreachable, "a server can't reach NATS"),
        (Self::LettersMistreated, "NATS loses, doubles and delays letters"),
        (Self::PostgresKilled, "PostgreSQL is killed"),
        (Self::PostgresUnreachable, "a server can't reach PostgreSQL"),
        (Self::PostgresFailsOver, "PostgreSQL's standby takes over"),
        (Self::Pooled, "a server behind PgBouncer is killed"),
        (Self::AtRandom, "any of these at random"),
    ];

    /// Those that [`Fault::AtRandom`] chooses from.
    pub(super) const SOME: [Self; 11] = [
        Self::NodeKilled,
        Self::NodeRestarted,
        Self::NodePaused,
        Self::NatsKilled,
        Self::NatsPaused,
        Self::NatsGone,
        Self::NatsUnreachable,
        Self::LettersMistreated,
        Self::PostgresKilled,
        Self::PostgresUnreachable,
        Self::PostgresFailsOver,
    ];

    /// What it takes, and can't be had here.
    #[must_use]
    pub fn missing(self) -> Option<&'static str> {
        match self {
            Self::ClockWrong if clock::library().is_none() => Some("libfaketime (Debian package faketime)"),
            Self::Pooled if pooler::program().is_none() => Some("PgBouncer (Debian package pgbouncer)"),
            _ => None,
        }
    }

    fn parts(self) -> Parts {
        let lines = [
            Self::NatsUnreachable,
            Self::LettersMistreated,
            Self::PostgresUnreachable,
            Self::PostgresFailsOver,
            Self::AtRandom,
        ];
        Parts {
            standby: matches!(self, Self::PostgresFailsOver | Self::AtRandom),
            pooler: self == Self::Pooled,
            lines: lines.contains(&self),
            ..Parts::from(Sync::Yes)
        }
    }
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
