//! Saved rules over a brand's contacts.

use subrosa_proto::segment::Rule;
use subrosa_proto::{AccountId, SegmentId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// A segment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: SegmentId,
    pub name: String,
    pub rule: Rule,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let rule: Vec<u8> = row.get(2)?;
        let rule = serde_json::from_slice(&rule);
        let rule = rule.map_err(|_| Error::Corrupt("a segment's rule is not of this version".to_owned()))?;
        Ok(Self { id: row.get(0)?, name: row.get(1)?, rule, created_at: row.get(3)?, changed_at: row.get(4)? })
    }
}

fn bytes_of(rule: &Rule) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(rule).map_err(|error| Error::Bug(error.to_string()))
}

/// Adds one.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, segment: &Kept) -> Result<(), Error> {
    let rule = bytes_of(&segment.rule)?;
    tx.execute(
        "INSERT INTO segments (id, brand, name, rule, created_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6)",
        params![segment.id, brand, &segment.name, rule.as_slice(), segment.created_at, segment.changed_at],
    )
    .await?;
    Ok(())
}

/// Puts another name and rule in place of one's; false when the brand has none of this id.
pub async fn update(
    tx: &mut Tx<'_>,
    (brand, segment): (AccountId, SegmentId),
    (name, rule): (&str, &Rule),
    now: Timestamp,
) -> Result<bool, Error> {
    let rule = bytes_of(rule)?;
    let changed = tx
        .execute(
            "UPDATE segments SET name = $1, rule = $2, changed_at = $3 WHERE id = $4 AND brand = $5",
            params![name, rule.as_slice(), now, segment, brand],
        )
        .await?;
    Ok(changed > 0)
}

/// Forgets one; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, (brand, segment): (AccountId, SegmentId)) -> Result<bool, Error> {
    let removed = tx.execute("DELETE FROM segments WHERE id = $1 AND brand = $2", params![segment, brand]).await?;
    Ok(removed > 0)
}

/// The segments of a brand, the oldest first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Kept>, Error> {
    tx.fetch(
        "SELECT id, name, rule, created_at, changed_at FROM segments WHERE brand = $1 ORDER BY id LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// One of a brand's.
pub async fn find(tx: &mut Tx<'_>, (brand, segment): (AccountId, SegmentId)) -> Result<Option<Kept>, Error> {
    tx.fetch_optional(
        "SELECT id, name, rule, created_at, changed_at FROM segments WHERE id = $1 AND brand = $2",
        params![segment, brand],
    )
    .await
}
