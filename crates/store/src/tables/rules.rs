//! Rules of brands, in the order in which they are asked.

use subrosa_proto::rule::SaveRule;
use subrosa_proto::{AccountId, RuleId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// A rule as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub id: RuleId,
    /// Since when what wakes it wakes it: what happened before does not.
    pub since: Timestamp,
    pub rule: SaveRule,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(2)?;
        let rule = serde_json::from_slice(&bytes)
            .map_err(|_| Error::Corrupt("a rule is not one that this version knows".to_owned()))?;
        Ok(Self { id: row.get(0)?, since: row.get(1)?, rule })
    }
}

fn bytes(rule: &SaveRule) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(rule).map_err(|error| Error::Bug(error.to_string()))
}

/// The rules of a brand, in their order.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Kept>, Error> {
    tx.fetch("SELECT id, since, rule FROM rules WHERE brand = $1 ORDER BY place, id LIMIT $2", params![brand, limit])
        .await
}

/// A rule of a brand.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, id: RuleId) -> Result<Option<Kept>, Error> {
    tx.fetch_optional("SELECT id, since, rule FROM rules WHERE id = $1 AND brand = $2", params![id, brand]).await
}

/// Adds a rule behind all others of its brand.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, kept: &Kept) -> Result<(), Error> {
    let bytes = bytes(&kept.rule)?;
    tx.execute(
        "INSERT INTO rules (id, brand, place, is_on, since, rule)
         VALUES ($1, $2, (SELECT COALESCE(max(place), 0) + 1 FROM rules WHERE brand = $2), $3, $4, $5)",
        params![kept.id, brand, kept.rule.is_on, kept.since, bytes.as_slice()],
    )
    .await?;
    Ok(())
}

/// Writes a rule anew, where it stands; false when the brand has none of this id.
pub async fn update(tx: &mut Tx<'_>, brand: AccountId, kept: &Kept) -> Result<bool, Error> {
    let bytes = bytes(&kept.rule)?;
    let changed = tx
        .execute(
            "UPDATE rules SET is_on = $1, since = $2, rule = $3 WHERE id = $4 AND brand = $5",
            params![kept.rule.is_on, kept.since, bytes.as_slice(), kept.id, brand],
        )
        .await?;
    Ok(changed > 0)
}

/// Gives rules of a brand their places, the first of them 1.
pub async fn order(tx: &mut Tx<'_>, brand: AccountId, rules: &[RuleId]) -> Result<(), Error> {
    let rows: Vec<_> = rules.iter().zip(1_i64..).map(|(rule, place)| values![place, *rule, brand]).collect();
    tx.execute_many("UPDATE rules SET place = $1 WHERE id = $2 AND brand = $3", &rows).await
}

/// Removes a rule; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, id: RuleId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM rules WHERE id = $1 AND brand = $2", params![id, brand]).await? > 0)
}

/// Notes with the brand how many of its rules are on, for those who need to know only that.
pub async fn count_on(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    tx.execute(
        "UPDATE brands SET rules = (SELECT count(*) FROM rules WHERE brand = $1 AND is_on = 1) WHERE account = $1",
        params![brand],
    )
    .await?;
    Ok(())
}
