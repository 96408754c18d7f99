//! Work that follows a change, written in the same transaction: done at least once, in steps that note how far they came, by one worker
//! at a time.

use subrosa_proto::{AccountId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: i64,
    /// What to do; the names are the rooms' that do it.
    pub kind: String,
    pub account: AccountId,
    /// How far it has come.
    pub position: i64,
}

impl FromRow for Job {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, kind: row.get(1)?, account: row.get(2)?, position: row.get(3)? })
    }
}

/// Adds a job.
pub async fn insert(tx: &mut Tx<'_>, id: i64, kind: &str, account: AccountId) -> Result<(), Error> {
    tx.execute("INSERT INTO jobs (id, kind, account, position) VALUES ($1, $2, $3, 0)", params![id, kind, account])
        .await?;
    Ok(())
}

/// Who holds a job, and until when. A worker that dies holds it no longer than that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// A random number, new with every claim.
    pub holder: i64,
    pub until: Timestamp,
}

/// Claims the oldest job that no one holds now.
pub async fn claim(tx: &mut Tx<'_>, now: Timestamp, lease: Lease) -> Result<Option<Job>, Error> {
    let found: Option<Job> = tx
        .fetch_free(
            "SELECT id, kind, account, position FROM jobs WHERE leased_until < $1 ORDER BY id LIMIT 1",
            params![now],
        )
        .await?;
    if let Some(job) = &found {
        tx.execute(
            "UPDATE jobs SET leased_until = $1, lease = $2 WHERE id = $3",
            params![lease.until, lease.holder, job.id],
        )
        .await?;
    }
    Ok(found)
}

/// Whether there is any job, held or not.
pub async fn is_any_left(tx: &mut Tx<'_>) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx.fetch_optional("SELECT id FROM jobs ORDER BY id LIMIT 1", &[]).await?;
    Ok(found.is_some())
}

/// A job, held or not.
pub async fn find(tx: &mut Tx<'_>, id: i64) -> Result<Option<Job>, Error> {
    tx.fetch_optional("SELECT id, kind, account, position FROM jobs WHERE id = $1", params![id]).await
}

/// Notes how far a job has come, and holds it on; false when it is held by another.
pub async fn advance(tx: &mut Tx<'_>, id: i64, lease: Lease, position: i64) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE jobs SET position = $1, leased_until = $2 WHERE id = $3 AND lease = $4",
            params![position, lease.until, id, lease.holder],
        )
        .await?;
    Ok(changed > 0)
}

/// Removes a finished job; false when it is held by another.
pub async fn finish(tx: &mut Tx<'_>, id: i64, lease: Lease) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM jobs WHERE id = $1 AND lease = $2", params![id, lease.holder]).await? > 0)
}

/// Lets go of a job, for whoever claims it next.
pub async fn release(tx: &mut Tx<'_>, id: i64, lease: Lease) -> Result<(), Error> {
    tx.execute("UPDATE jobs SET leased_until = 0 WHERE id = $1 AND lease = $2", params![id, lease.holder]).await?;
    Ok(())
}
