//! Work that follows a change, written in the same transaction: done at least once, in steps that note how far they came.

use subrosa_proto::AccountId;

use crate::value::{FromRow, Row, params};
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

/// The oldest job.
pub async fn oldest(tx: &mut Tx<'_>) -> Result<Option<Job>, Error> {
    tx.fetch_optional("SELECT id, kind, account, position FROM jobs ORDER BY id LIMIT 1", &[]).await
}

/// Notes how far a job has come.
pub async fn advance(tx: &mut Tx<'_>, id: i64, position: i64) -> Result<(), Error> {
    tx.execute("UPDATE jobs SET position = $1 WHERE id = $2", params![position, id]).await?;
    Ok(())
}

/// Removes a finished job.
pub async fn remove(tx: &mut Tx<'_>, id: i64) -> Result<(), Error> {
    tx.execute("DELETE FROM jobs WHERE id = $1", params![id]).await?;
    Ok(())
}
