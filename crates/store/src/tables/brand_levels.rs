//! What brands promise their customers.

use subrosa_proto::AccountId;
use subrosa_proto::level::ServiceLevels;

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

impl FromRow for ServiceLevels {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(0)?;
        serde_json::from_slice(&bytes)
            .map_err(|_| Error::Corrupt("a brand's service levels are not those of this version".to_owned()))
    }
}

/// What a brand promises; nothing where nothing was set.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<ServiceLevels, Error> {
    let found = tx.fetch_optional("SELECT levels FROM brand_levels WHERE brand = $1", params![brand]).await?;
    Ok(found.unwrap_or_default())
}

/// The same of several brands, one for each.
pub async fn find_many(tx: &mut Tx<'_>, brands: &[AccountId]) -> Result<Vec<ServiceLevels>, Error> {
    let rows: Vec<_> = brands.iter().map(|brand| values![*brand]).collect();
    let found = tx.fetch_many("SELECT levels FROM brand_levels WHERE brand = $1", &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<ServiceLevels>| rows.into_iter().next().unwrap_or_default()).collect())
}

/// Keeps it in place of what was there.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, levels: &ServiceLevels) -> Result<(), Error> {
    let bytes = serde_json::to_vec(levels).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO brand_levels (brand, levels) VALUES ($1, $2)
         ON CONFLICT (brand) DO UPDATE SET levels = excluded.levels",
        params![brand, bytes.as_slice()],
    )
    .await?;
    let has_levels = !levels.policies.is_empty();
    tx.execute("UPDATE brands SET has_levels = $1 WHERE account = $2", params![has_levels, brand]).await?;
    Ok(())
}
