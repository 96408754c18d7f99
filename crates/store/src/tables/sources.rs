//! Where a brand's tracking calls come from, and what came of them. Of a write key there is its hash alone.

use subrosa_proto::source::{Source, SourceProblem};
use subrosa_proto::{AccountId, SourceId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for Source {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (refused_at, problem): (Option<Timestamp>, Option<String>) = (row.get(9)?, row.get(10)?);
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            key_end: row.get(2)?,
            currency: row.get(3)?,
            created_at: row.get(4)?,
            taken: row.get(5)?,
            repeated: row.get(6)?,
            refused: row.get(7)?,
            taken_at: row.get(8)?,
            problem: refused_at.zip(problem).map(|(at, detail)| SourceProblem { at, detail }),
        })
    }
}

/// What a key opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teller {
    pub source: SourceId,
    pub brand: AccountId,
    pub currency: Option<String>,
}

impl FromRow for Teller {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { source: row.get(0)?, brand: row.get(1)?, currency: row.get(2)? })
    }
}

/// Adds one.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, source: &Source, key_hash: &[u8]) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO sources (id, brand, name, key_hash, key_end, currency, created_at, taken, repeated, refused)
         VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, 0)",
        params![
            source.id,
            brand,
            &source.name,
            key_hash,
            &source.key_end,
            source.currency.as_deref(),
            source.created_at
        ],
    )
    .await?;
    Ok(())
}

/// Gives one another name and currency; false when the brand has none of this id.
pub async fn change(
    tx: &mut Tx<'_>,
    (brand, source): (AccountId, SourceId),
    name: &str,
    currency: Option<&str>,
) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE sources SET name = $1, currency = $2 WHERE id = $3 AND brand = $4",
            params![name, currency, source, brand],
        )
        .await?;
    Ok(changed > 0)
}

/// Forgets one with its key; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, (brand, source): (AccountId, SourceId)) -> Result<bool, Error> {
    let removed = tx.execute("DELETE FROM sources WHERE id = $1 AND brand = $2", params![source, brand]).await?;
    Ok(removed > 0)
}

/// The sources of a brand, the oldest first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Source>, Error> {
    tx.fetch(
        "SELECT id, name, key_end, currency, created_at, taken, repeated, refused, taken_at, refused_at, problem
         FROM sources WHERE brand = $1 ORDER BY id LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// What the key with this hash opens, where its brand is not closed.
pub async fn find(tx: &mut Tx<'_>, key_hash: &[u8]) -> Result<Option<Teller>, Error> {
    tx.fetch_optional(
        "SELECT s.id, s.brand, s.currency FROM sources s JOIN accounts a ON a.id = s.brand
         WHERE s.key_hash = $1 AND a.disabled_at IS NULL",
        params![key_hash],
    )
    .await
}

/// What came of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Came {
    pub taken: u32,
    pub repeated: u32,
    pub refused: u32,
    /// What was wrong with the last that could not be used.
    pub problem: Option<String>,
}

/// Adds what came of a request; false when the source is no more.
pub async fn note(tx: &mut Tx<'_>, source: SourceId, came: &Came, now: Timestamp) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE sources SET taken = taken + $1, repeated = repeated + $2, refused = refused + $3, taken_at = $4
             WHERE id = $5",
            params![came.taken, came.repeated, came.refused, now, source],
        )
        .await?;
    if let Some(problem) = &came.problem {
        tx.execute("UPDATE sources SET refused_at = $1, problem = $2 WHERE id = $3", params![now, problem, source])
            .await?;
    }
    Ok(changed > 0)
}
