//! The faults that there are, and what each takes.

use super::{Parts, clock};
use crate::postgres::{Sync, pooler};

/// Servers of a cluster that faults befall.
pub(super) const NODES: usize = 3;

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

    pub(super) fn parts(self) -> Parts {
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
