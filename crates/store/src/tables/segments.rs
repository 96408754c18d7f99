//! Saved rules over a brand's contacts.

use subrosa_proto::saved_segment::SegmentKind;
use subrosa_proto::segment::Rule;
use subrosa_proto::{AccountId, SegmentId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params};
use crate::{Error, Tx};

const KINDS: [(SegmentKind, i64); 3] = [(SegmentKind::Asked, 1), (SegmentKind::Live, 2), (SegmentKind::List, 3)];
number_of!(SegmentKind, KINDS);

/// A segment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: SegmentId,
    pub name: String,
    pub rule: Rule,
    pub kind: SegmentKind,
    /// How many contacts are kept with it: with one that is asked, none.
    pub contacts: i64,
    /// Its contacts are there, and not only on their way.
    pub is_ready: bool,
    pub created_at: Timestamp,
    pub changed_at: Timestamp,
}

pub(super) fn rule_of(row: &Row<'_>, column: usize) -> Result<Rule, Error> {
    let rule: Vec<u8> = row.get(column)?;
    serde_json::from_slice(&rule).map_err(|_| Error::Corrupt("a segment's rule is not of this version".to_owned()))
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (kind, followed): (SegmentKind, Option<i64>) = (row.get(3)?, row.get(5)?);
        Ok(Self {
            id: row.get(0)?,
            name: row.get(1)?,
            rule: rule_of(row, 2)?,
            kind,
            contacts: row.get(4)?,
            is_ready: kind == SegmentKind::Asked || followed.is_some(),
            created_at: row.get(6)?,
            changed_at: row.get(7)?,
        })
    }
}

fn bytes_of(rule: &Rule) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(rule).map_err(|error| Error::Bug(error.to_string()))
}

/// Adds one, without contacts.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, segment: &Kept) -> Result<(), Error> {
    let rule = bytes_of(&segment.rule)?;
    tx.execute(
        "INSERT INTO segments (id, brand, name, rule, kind, created_at, changed_at, at_work)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        params![
            segment.id,
            brand,
            &segment.name,
            rule.as_slice(),
            segment.kind,
            segment.created_at,
            segment.changed_at,
            i64::from(segment.kind != SegmentKind::Asked)
        ],
    )
    .await?;
    Ok(())
}

/// Puts another name, rule and kind in place of one's; false when the brand has none of this id. Contacts of a live one are found anew.
pub async fn update(
    tx: &mut Tx<'_>,
    (brand, segment): (AccountId, SegmentId),
    (name, rule, kind): (&str, &Rule, SegmentKind),
    now: Timestamp,
) -> Result<bool, Error> {
    let rule = bytes_of(rule)?;
    let changed = tx
        .execute(
            "UPDATE segments SET name = $1, rule = $2, kind = $3, changed_at = $4, followed = NULL, at_work = 1,
                 claimed_until = 0
             WHERE id = $5 AND brand = $6 AND kind > 0",
            params![name, rule.as_slice(), kind, now, segment, brand],
        )
        .await?;
    Ok(changed > 0)
}

/// Puts another name in place of one's.
pub async fn rename(
    tx: &mut Tx<'_>,
    (brand, segment): (AccountId, SegmentId),
    name: &str,
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE segments SET name = $1, changed_at = $2 WHERE id = $3 AND brand = $4",
        params![name, now, segment, brand],
    )
    .await?;
    Ok(())
}

/// Removes one; false when the brand has none of this id. Its contacts are forgotten by and by.
pub async fn remove(tx: &mut Tx<'_>, (brand, segment): (AccountId, SegmentId)) -> Result<bool, Error> {
    let removed = tx
        .execute(
            "UPDATE segments SET kind = 0, at_work = 1, claimed_until = 0, followed = NULL
             WHERE id = $1 AND brand = $2 AND kind > 0",
            params![segment, brand],
        )
        .await?;
    Ok(removed > 0)
}

/// The segments of a brand, the oldest first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Kept>, Error> {
    tx.fetch(
        "SELECT id, name, rule, kind, contacts, followed, created_at, changed_at FROM segments
         WHERE brand = $1 AND kind > 0 ORDER BY id LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// One of a brand's.
pub async fn find(tx: &mut Tx<'_>, (brand, segment): (AccountId, SegmentId)) -> Result<Option<Kept>, Error> {
    tx.fetch_optional(
        "SELECT id, name, rule, kind, contacts, followed, created_at, changed_at FROM segments
         WHERE id = $1 AND brand = $2 AND kind > 0",
        params![segment, brand],
    )
    .await
}
