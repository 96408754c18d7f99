//! What a cluster is made of besides its servers.

use std::path::PathBuf;

use crate::postgres::Sync;

/// The parts of a cluster.
#[derive(Debug, Clone)]
pub struct Parts {
    pub sync: Sync,
    /// Whether PostgreSQL has a synchronous standby.
    pub standby: bool,
    /// Whether the servers reach PostgreSQL through PgBouncer.
    pub pooler: bool,
    /// Whether the servers' lines to PostgreSQL and NATS can be cut.
    pub lines: bool,
    /// More arguments for each NATS server.
    pub nats_arguments: Vec<String>,
    /// More variables in each server's environment.
    pub environment: Vec<(String, PathBuf)>,
}

impl From<Sync> for Parts {
    fn from(sync: Sync) -> Self {
        Self { sync, standby: false, pooler: false, lines: false, nats_arguments: Vec::new(), environment: Vec::new() }
    }
}
