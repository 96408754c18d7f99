//! What brands want to know of their contacts.

use subrosa_proto::AccountId;
use subrosa_proto::contact::{Attribute, AttributeKind};

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

/// Keeps an attribute, new or in place of what it was; it stays where it stands among the others. `place` rises with each that is new:
/// clocks may stand still, or go back.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, attribute: &Attribute, place: i64) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO attributes (brand, name, label, kind, place) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand, name) DO UPDATE SET label = excluded.label, kind = excluded.kind",
        params![brand, &attribute.name, &attribute.label, attribute.kind, place],
    )
    .await?;
    Ok(())
}

/// The attributes of a brand, in the order of their making.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Attribute>, Error> {
    let mut found: Vec<Placed> = tx
        .fetch(
            "SELECT name, label, kind, place FROM attributes WHERE brand = $1 ORDER BY name LIMIT $2",
            params![brand, limit],
        )
        .await?;
    // Databases have orders of names of their own.
    found.sort_unstable_by_key(|placed| placed.place);
    Ok(found.into_iter().map(|placed| placed.attribute).collect())
}

/// An attribute, and its place among the others.
struct Placed {
    attribute: Attribute,
    place: i64,
}

impl FromRow for Placed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { attribute: Attribute::from_row(row)?, place: row.get(3)? })
    }
}

/// Removes an attribute; false when the brand has none of this name. Its values are removed by
/// [`super::contact_values::remove_some`].
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM attributes WHERE brand = $1 AND name = $2", params![brand, name]).await? > 0)
}
