//! Saved replies of brands.

use subrosa_proto::brand::SavedReply;
use subrosa_proto::{AccountId, ReplyId};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for SavedReply {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, name: row.get(1)?, text: row.get(2)? })
    }
}

/// Adds a reply.
///
/// # Errors
/// [`Error::Conflict`] when the brand has one of this name.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, reply: &SavedReply) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO replies (id, brand, name, text) VALUES ($1, $2, $3, $4)",
        params![reply.id, brand, &reply.name, &reply.text],
    )
    .await?;
    Ok(())
}

/// Writes a reply anew; false when the brand has none of this id.
///
/// # Errors
/// [`Error::Conflict`] when the brand has another of this name.
pub async fn update(tx: &mut Tx<'_>, brand: AccountId, reply: &SavedReply) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE replies SET name = $1, text = $2 WHERE id = $3 AND brand = $4",
            params![&reply.name, &reply.text, reply.id, brand],
        )
        .await?;
    Ok(changed > 0)
}

/// Removes a reply; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, id: ReplyId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM replies WHERE id = $1 AND brand = $2", params![id, brand]).await? > 0)
}

/// The replies of a brand, by name.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<SavedReply>, Error> {
    let mut replies: Vec<SavedReply> = tx
        .fetch("SELECT id, name, text FROM replies WHERE brand = $1 ORDER BY name LIMIT $2", params![brand, limit])
        .await?;
    // Databases have orders of their own.
    replies.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Ok(replies)
}

/// How many replies a brand has.
pub async fn count(tx: &mut Tx<'_>, brand: AccountId) -> Result<i64, Error> {
    let (count,) = tx.fetch_one("SELECT count(*) FROM replies WHERE brand = $1", params![brand]).await?;
    Ok(count)
}

/// The brand's reply of this name.
pub async fn find_by_name(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<Option<ReplyId>, Error> {
    let found: Option<(ReplyId,)> =
        tx.fetch_optional("SELECT id FROM replies WHERE brand = $1 AND name = $2", params![brand, name]).await?;
    Ok(found.map(|(id,)| id))
}
