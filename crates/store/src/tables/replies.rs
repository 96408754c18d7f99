//! Saved replies of brands.

use subrosa_proto::brand::SavedReply;
use subrosa_proto::{AccountId, ReplyId};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for SavedReply {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let then: Option<Vec<u8>> = row.get(3)?;
        let then = then.map(|bytes| serde_json::from_slice(&bytes)).transpose();
        let then = then.map_err(|_| Error::Corrupt("what a reply does is not of this version".to_owned()))?;
        Ok(Self { id: row.get(0)?, name: row.get(1)?, text: row.get(2)?, then: then.unwrap_or_default() })
    }
}

/// What a reply does, as it is kept.
fn actions(reply: &SavedReply) -> Result<Option<Vec<u8>>, Error> {
    let some = Some(&reply.then).filter(|then| !then.is_empty());
    some.map(serde_json::to_vec).transpose().map_err(|error| Error::Bug(error.to_string()))
}

/// Adds a reply.
///
/// # Errors
/// [`Error::Conflict`] when the brand has one of this name.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, reply: &SavedReply) -> Result<(), Error> {
    let actions = actions(reply)?;
    tx.execute(
        "INSERT INTO replies (id, brand, name, text, actions) VALUES ($1, $2, $3, $4, $5)",
        params![reply.id, brand, &reply.name, &reply.text, actions.as_deref()],
    )
    .await?;
    Ok(())
}

/// Writes a reply anew; false when the brand has none of this id.
///
/// # Errors
/// [`Error::Conflict`] when the brand has another of this name.
pub async fn update(tx: &mut Tx<'_>, brand: AccountId, reply: &SavedReply) -> Result<bool, Error> {
    let actions = actions(reply)?;
    let changed = tx
        .execute(
            "UPDATE replies SET name = $1, text = $2, actions = $3 WHERE id = $4 AND brand = $5",
            params![&reply.name, &reply.text, actions.as_deref(), reply.id, brand],
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
        .fetch(
            "SELECT id, name, text, actions FROM replies WHERE brand = $1 ORDER BY name LIMIT $2",
            params![brand, limit],
        )
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

/// The name of a brand's reply.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, id: ReplyId) -> Result<Option<String>, Error> {
    let found: Option<(String,)> =
        tx.fetch_optional("SELECT name FROM replies WHERE id = $1 AND brand = $2", params![id, brand]).await?;
    Ok(found.map(|(name,)| name))
}

/// The words of a brand's reply; they may be none.
pub async fn find_text(tx: &mut Tx<'_>, brand: AccountId, id: ReplyId) -> Result<Option<String>, Error> {
    let found: Option<(String,)> =
        tx.fetch_optional("SELECT text FROM replies WHERE id = $1 AND brand = $2", params![id, brand]).await?;
    Ok(found.map(|(text,)| text))
}

/// The brand's reply of this name.
pub async fn find_by_name(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<Option<ReplyId>, Error> {
    let found: Option<(ReplyId,)> =
        tx.fetch_optional("SELECT id FROM replies WHERE brand = $1 AND name = $2", params![brand, name]).await?;
    Ok(found.map(|(id,)| id))
}
