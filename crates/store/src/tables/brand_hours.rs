//! When brands are open.

use subrosa_proto::AccountId;
use subrosa_proto::hours::BusinessHours;

use crate::value::{params, values};
use crate::{Error, Tx};

/// A brand's time zone and business hours; the default where none were set.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<BusinessHours, Error> {
    let found: Option<(Vec<u8>,)> =
        tx.fetch_optional("SELECT hours FROM brand_hours WHERE brand = $1", params![brand]).await?;
    found.map_or_else(|| Ok(BusinessHours::default()), |(bytes,)| hours_of(&bytes))
}

/// The same of several brands, one for each.
pub async fn find_many(tx: &mut Tx<'_>, brands: &[AccountId]) -> Result<Vec<BusinessHours>, Error> {
    let rows: Vec<_> = brands.iter().map(|brand| values![*brand]).collect();
    let found = tx.fetch_many("SELECT hours FROM brand_hours WHERE brand = $1", &rows).await?;
    let first = |rows: Vec<(Vec<u8>,)>| rows.into_iter().next();
    found
        .into_iter()
        .map(|rows| first(rows).map_or_else(|| Ok(BusinessHours::default()), |(bytes,)| hours_of(&bytes)))
        .collect()
}

fn hours_of(bytes: &[u8]) -> Result<BusinessHours, Error> {
    serde_json::from_slice(bytes)
        .map_err(|_| Error::Corrupt("a brand's hours are not those of this version".to_owned()))
}

/// Keeps them in place of what was there.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, hours: &BusinessHours) -> Result<(), Error> {
    let bytes = serde_json::to_vec(hours).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO brand_hours (brand, hours) VALUES ($1, $2) ON CONFLICT (brand) DO UPDATE SET hours = excluded.hours",
        params![brand, bytes.as_slice()],
    )
    .await?;
    Ok(())
}
