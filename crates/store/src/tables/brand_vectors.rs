//! Brands that have vectors of their articles made, and how far that has come.

use subrosa_proto::{AccountId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// How far it has come with a brand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrandVectors {
    pub brand: AccountId,
    /// What is published up to this number of the brand's changes has vectors of `model`.
    pub number: i64,
    pub model: String,
}

impl FromRow for BrandVectors {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { brand: row.get(0)?, number: row.get(1)?, model: row.get(2)? })
    }
}

/// Has vectors made for a brand, or no more for now; those that are there stay.
pub async fn switch(tx: &mut Tx<'_>, brand: AccountId, is_on: bool) -> Result<(), Error> {
    let statement = if is_on {
        "INSERT INTO brand_vectors (brand, is_on, model, number, due_at) VALUES ($1, 1, '', 0, 0)
         ON CONFLICT (brand) DO UPDATE SET is_on = 1, due_at = 0"
    } else {
        "UPDATE brand_vectors SET is_on = 0 WHERE brand = $1"
    };
    tx.execute(statement, params![brand]).await?;
    Ok(())
}

/// Whether something published has no vectors of this model, and nobody is at it: so that looking writes nothing.
pub async fn is_any_behind(tx: &mut Tx<'_>, model: &str, now: Timestamp) -> Result<bool, Error> {
    let found: Option<(AccountId,)> = tx
        .fetch_optional(
            "SELECT b.brand FROM brand_vectors b JOIN knowledge k ON k.brand = b.brand
             WHERE b.is_on = 1 AND b.due_at <= $1 AND (b.number < k.number OR b.model <> $2) LIMIT 1",
            params![now, model],
        )
        .await?;
    Ok(found.is_some())
}

/// Claims a brand of which something published has no vectors of this model: nobody else gets it before `until`, unless it is put to
/// another time.
pub async fn claim(
    tx: &mut Tx<'_>,
    model: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Option<BrandVectors>, Error> {
    // In one statement: the row is looked at again when another had it until now.
    tx.fetch_optional(
        "UPDATE brand_vectors SET due_at = $1
         WHERE is_on = 1 AND due_at <= $2 AND brand = (
             SELECT b.brand FROM brand_vectors b JOIN knowledge k ON k.brand = b.brand
             WHERE b.is_on = 1 AND b.due_at <= $3 AND (b.number < k.number OR b.model <> $4)
             ORDER BY b.due_at LIMIT 1)
         RETURNING brand, number, model",
        params![until, now, now, model],
    )
    .await
}

/// Notes how far it has come, and from when on there may be more done.
pub async fn advance(tx: &mut Tx<'_>, at: &BrandVectors, due_at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE brand_vectors SET number = $1, model = $2, due_at = $3 WHERE brand = $4",
        params![at.number, at.model.as_str(), due_at, at.brand],
    )
    .await?;
    Ok(())
}

/// Has it tried again from then on.
pub async fn put_off(tx: &mut Tx<'_>, brand: AccountId, due_at: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE brand_vectors SET due_at = $1 WHERE brand = $2", params![due_at, brand]).await?;
    Ok(())
}
