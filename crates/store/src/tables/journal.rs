//! Journals: a brand's own logs of its conversations. Rows are only ever added; notes can be removed from them.

use subrosa_proto::journal::JournalEntry;
use subrosa_proto::{AccountId, ClientId, ConversationId};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

impl FromRow for JournalEntry {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(6)?;
        let what = serde_json::from_slice(&bytes)
            .map_err(|_| Error::Corrupt("a journal entry is not one that this version knows".to_owned()))?;
        Ok(Self {
            seq: row.get(0)?,
            id: row.get(1)?,
            after: row.get(2)?,
            author: row.get(3)?,
            client_id: row.get(4)?,
            at: row.get(5)?,
            what,
        })
    }
}

/// Appends entries, each to the journal of a conversation, with the change number that brings it to the brand.
pub async fn insert_many(tx: &mut Tx<'_>, entries: &[(ConversationId, i64, &JournalEntry)]) -> Result<(), Error> {
    let what = |entry: &JournalEntry| serde_json::to_vec(&entry.what).map_err(|error| Error::Bug(error.to_string()));
    let whats = entries.iter().map(|(_, _, entry)| what(entry)).collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<_> = entries
        .iter()
        .zip(&whats)
        .map(|((conversation, number, entry), what)| {
            values![
                entry.id,
                *conversation,
                entry.seq,
                entry.after,
                entry.author,
                entry.client_id.as_ref(),
                entry.at,
                *number,
                what.as_slice()
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO journal (id, conversation, seq, after, author, client_id, at, number, what)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &rows,
    )
    .await
}

/// The note that an author wrote under a client id.
pub async fn find_by_client_id(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    author: AccountId,
    client_id: &ClientId,
) -> Result<Option<JournalEntry>, Error> {
    tx.fetch_optional(
        "SELECT seq, id, after, author, client_id, at, what FROM journal
         WHERE conversation = $1 AND author = $2 AND client_id = $3 AND client_id IS NOT NULL",
        params![conversation, author, client_id],
    )
    .await
}

/// The entries at places in journals, one for each.
pub async fn at_many(tx: &mut Tx<'_>, places: &[(ConversationId, i64)]) -> Result<Vec<Option<JournalEntry>>, Error> {
    let rows: Vec<_> = places.iter().map(|(conversation, seq)| values![*conversation, *seq]).collect();
    let found = tx
        .fetch_many(
            "SELECT seq, id, after, author, client_id, at, what FROM journal WHERE conversation = $1 AND seq = $2",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<JournalEntry>| rows.into_iter().next()).collect())
}

/// Up to `limit` entries newer than `after`, oldest first.
pub async fn newer(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    after: i64,
    limit: u32,
) -> Result<Vec<JournalEntry>, Error> {
    tx.fetch(
        "SELECT seq, id, after, author, client_id, at, what FROM journal
         WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        params![conversation, after, limit],
    )
    .await
}

/// Up to `limit` entries older than `before`, newest first.
pub async fn older(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    before: i64,
    limit: u32,
) -> Result<Vec<JournalEntry>, Error> {
    tx.fetch(
        "SELECT seq, id, after, author, client_id, at, what FROM journal
         WHERE conversation = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
        params![conversation, before, limit],
    )
    .await
}

/// The newest entries that reached the brand after a change number, newest first, up to `limit`.
pub async fn since(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    number: i64,
    limit: u32,
) -> Result<Vec<JournalEntry>, Error> {
    let newest: Vec<Numbered> = tx
        .fetch(
            "SELECT seq, id, after, author, client_id, at, what, number FROM journal
             WHERE conversation = $1 ORDER BY seq DESC LIMIT $2",
            params![conversation, limit],
        )
        .await?;
    Ok(newest.into_iter().take_while(|entry| entry.number > number).map(|entry| entry.entry).collect())
}

/// Writes what entries tell in place of what they told.
pub async fn retell(tx: &mut Tx<'_>, conversation: ConversationId, entries: &[JournalEntry]) -> Result<(), Error> {
    let what = |entry: &JournalEntry| serde_json::to_vec(&entry.what).map_err(|error| Error::Bug(error.to_string()));
    let whats = entries.iter().map(what).collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<_> =
        entries.iter().zip(&whats).map(|(entry, what)| values![what.as_slice(), conversation, entry.seq]).collect();
    tx.execute_many("UPDATE journal SET what = $1 WHERE conversation = $2 AND seq = $3", &rows).await
}

/// An entry and the change number that brought it.
struct Numbered {
    entry: JournalEntry,
    number: i64,
}

impl FromRow for Numbered {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { entry: JournalEntry::from_row(row)?, number: row.get(7)? })
    }
}
