//! Looks at a replica for its operator, without changing anything.

use std::time::Duration;

use deadpool_postgres::{Object, Pool};
use subrosa_proto::sync::Epoch;
use tokio_postgres::types::Type;

use super::super::{PostgresOptions, connect};
use crate::{Error, meta};

/// An operator waits longer than a page does.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a replica is and has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostgresReplica {
    /// Its host and port.
    pub place: String,
    /// What was found, or why it can't be reached.
    pub found: Result<ReplicaStanding, String>,
}

/// How a replica stands to the primary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReplicaStanding {
    /// It has everything but so many bytes of the primary's log.
    Standby { behind: u64, paused: bool },
    /// It takes writes itself, so it answers no pages.
    Primary,
    /// It is of another store, or another life of this one.
    Another,
}

/// Looks at all replicas of a store; at none as long as the database holds no store.
///
/// # Errors
/// When the primary can't be reached, or an address is none.
pub async fn postgres_replicas(options: &PostgresOptions) -> Result<Vec<PostgresReplica>, Error> {
    let primary = connect::pool(options, "subrosa doctor")?;
    let connection = primary.get().await.map_err(|error| Error::Unavailable(error.to_string()))?;
    let Some(epoch) = epoch_of(&connection).await? else { return Ok(Vec::new()) };
    let written: String = connection.query_typed_one("SELECT pg_current_wal_lsn()::text", &[]).await?.try_get(0)?;
    let mut replicas = Vec::new();
    for url in &options.replicas {
        let (pool, place) = connect::replica_pool(url, options, "subrosa doctor", PATIENCE)?;
        let found = tokio::time::timeout(PATIENCE, look(&pool, epoch, &written)).await;
        let found = found.map_err(|_| "it does not answer".to_owned());
        replicas
            .push(PostgresReplica { place, found: found.and_then(|found| found.map_err(|error| error.to_string())) });
    }
    Ok(replicas)
}

/// The epoch of the store that a database holds.
async fn epoch_of(connection: &Object) -> Result<Option<Epoch>, Error> {
    let known: bool = connection.query_typed_one("SELECT to_regclass('meta') IS NOT NULL", &[]).await?.try_get(0)?;
    if !known {
        return Ok(None);
    }
    let facts = connection.query_typed("SELECT value FROM meta WHERE key = $1", &[(&meta::EPOCH, Type::TEXT)]).await?;
    let text: Option<String> = facts.first().map(|row| row.try_get(0)).transpose()?;
    Ok(text.as_deref().and_then(meta::epoch_from))
}

async fn look(pool: &Pool, epoch: Epoch, written: &str) -> Result<ReplicaStanding, Error> {
    let connection = pool.get().await.map_err(|error| Error::Unavailable(error.to_string()))?;
    if epoch_of(&connection).await? != Some(epoch) {
        return Ok(ReplicaStanding::Another);
    }
    let standing = connection
        .query_typed_one(
            "SELECT pg_is_in_recovery(),
                    CASE WHEN pg_is_in_recovery() THEN pg_is_wal_replay_paused() ELSE FALSE END,
                    CASE WHEN pg_is_in_recovery()
                         THEN greatest(0, pg_wal_lsn_diff($1::text::pg_lsn, pg_last_wal_replay_lsn()))::bigint
                         ELSE 0 END",
            &[(&written, Type::TEXT)],
        )
        .await?;
    let (is_standby, paused, behind): (bool, bool, i64) =
        (standing.try_get(0)?, standing.try_get(1)?, standing.try_get(2)?);
    Ok(if is_standby {
        ReplicaStanding::Standby { behind: u64::try_from(behind).unwrap_or_default(), paused }
    } else {
        ReplicaStanding::Primary
    })
}
