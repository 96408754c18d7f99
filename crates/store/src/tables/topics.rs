//! What brands write about, for those who agree to it.

use subrosa_proto::AccountId;
use subrosa_proto::consent::Topic;

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// Keeps a topic, new or in place of what it was; it stays where it stands among the others. `place` rises with each that is new.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, topic: &Topic, place: i64) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO topics (brand, name, label, description, archived, place) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (brand, name) DO UPDATE SET label = excluded.label, description = excluded.description,
             archived = excluded.archived",
        params![brand, &topic.name, &topic.label, &topic.description, topic.is_archived, place],
    )
    .await?;
    Ok(())
}

/// The topics of a brand, archived ones included, in the order of their making.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Topic>, Error> {
    let mut found: Vec<Placed> = tx
        .fetch(
            "SELECT name, label, description, archived, place FROM topics WHERE brand = $1 ORDER BY name LIMIT $2",
            params![brand, limit],
        )
        .await?;
    // Databases have orders of names of their own.
    found.sort_unstable_by_key(|placed| placed.place);
    Ok(found.into_iter().map(|placed| placed.topic).collect())
}

/// A topic, and its place among the others.
struct Placed {
    topic: Topic,
    place: i64,
}

impl FromRow for Placed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let topic = Topic { name: row.get(0)?, label: row.get(1)?, description: row.get(2)?, is_archived: row.get(3)? };
        Ok(Self { topic, place: row.get(4)? })
    }
}
