//! What brands want to know of their contacts.

use subrosa_proto::contact::{Attribute, AttributeKind};
use subrosa_proto::{AccountId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params};
use crate::{Error, Tx};

const KINDS: [(AttributeKind, i64); 4] =
    [(AttributeKind::Text, 1), (AttributeKind::Number, 2), (AttributeKind::YesNo, 3), (AttributeKind::Date, 4)];
number_of!(AttributeKind, KINDS);

impl FromRow for Attribute {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { name: row.get(0)?, label: row.get(1)?, kind: row.get(2)? })
    }
}

/// Keeps an attribute, new or in place of what it was; it stays where it stands among the others.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, attribute: &Attribute, now: Timestamp) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO attributes (brand, name, label, kind, since) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand, name) DO UPDATE SET label = excluded.label, kind = excluded.kind",
        params![brand, &attribute.name, &attribute.label, attribute.kind, now],
    )
    .await?;
    Ok(())
}

/// The attributes of a brand, in the order of their making.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Attribute>, Error> {
    let mut found: Vec<Dated> = tx
        .fetch(
            "SELECT name, label, kind, since FROM attributes WHERE brand = $1 ORDER BY name LIMIT $2",
            params![brand, limit],
        )
        .await?;
    // Databases have orders of names of their own.
    found.sort_unstable_by(|one, other| (one.since, &one.attribute.name).cmp(&(other.since, &other.attribute.name)));
    Ok(found.into_iter().map(|dated| dated.attribute).collect())
}

/// An attribute, and since when it is known.
struct Dated {
    attribute: Attribute,
    since: Timestamp,
}

impl FromRow for Dated {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { attribute: Attribute::from_row(row)?, since: row.get(3)? })
    }
}

/// Removes an attribute; false when the brand has none of this name. Its values are removed by
/// [`super::contact_values::remove_some`].
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM attributes WHERE brand = $1 AND name = $2", params![brand, name]).await? > 0)
}
