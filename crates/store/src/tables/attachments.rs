//! Files of messages: a row before the content is kept, so that none is ever left behind unknown, and the content itself where it is
//! kept in the database.

use subrosa_proto::{AccountId, Attachment, AttachmentId, ClientId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// A file that was uploaded for a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uploaded {
    pub attachment: Attachment,
    /// The side of the conversation that uploaded it.
    pub author: AccountId,
    /// A digest of what came in.
    pub digest: Vec<u8>,
    /// Whether its content is kept.
    pub is_kept: bool,
    /// The message that says it.
    pub seq: Option<i64>,
    /// From when on it is removed, unless a message says it before.
    pub remove_at: Option<Timestamp>,
}

impl FromRow for Uploaded {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let attachment = Attachment {
            id: row.get(0)?,
            name: row.get(1)?,
            media_type: row.get(2)?,
            bytes: row.get(3)?,
            width: row.get(4)?,
            height: row.get(5)?,
        };
        Ok(Self {
            attachment,
            author: row.get(6)?,
            digest: row.get(7)?,
            is_kept: row.get(8)?,
            seq: row.get(9)?,
            remove_at: row.get(10)?,
        })
    }
}

/// Where a file's content is, if it is kept outside of the database: it is named after these.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub id: AttachmentId,
    pub author: AccountId,
    pub digest: Vec<u8>,
}

impl FromRow for Named {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, author: row.get(1)?, digest: row.get(2)? })
    }
}

/// Notes a file; false when its side has one under this name already.
pub async fn insert(
    tx: &mut Tx<'_>,
    (conversation, client_id): (ConversationId, ClientId),
    file: &Uploaded,
) -> Result<bool, Error> {
    let Uploaded { attachment, author, digest, is_kept, seq, remove_at } = file;
    let inserted = tx
        .execute(
            "INSERT INTO attachments (id, conversation, author, client_id, digest, name, media_type, bytes, width, height,
                 is_kept, seq, remove_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             ON CONFLICT (conversation, author, client_id) DO NOTHING",
            params![
                attachment.id,
                conversation,
                *author,
                &client_id,
                digest.as_slice(),
                &attachment.name,
                &attachment.media_type,
                attachment.bytes,
                attachment.width,
                attachment.height,
                *is_kept,
                *seq,
                *remove_at
            ],
        )
        .await?;
    Ok(inserted > 0)
}

/// Keeps a content in the database.
pub async fn insert_content(tx: &mut Tx<'_>, id: AttachmentId, content: &[u8]) -> Result<(), Error> {
    tx.execute("INSERT INTO attachment_contents (attachment, content) VALUES ($1, $2)", params![id, content]).await?;
    Ok(())
}

/// A content, if it is kept in the database.
pub async fn content(tx: &mut Tx<'_>, id: AttachmentId) -> Result<Option<Vec<u8>>, Error> {
    let found: Option<(Vec<u8>,)> =
        tx.fetch_optional("SELECT content FROM attachment_contents WHERE attachment = $1", params![id]).await?;
    Ok(found.map(|(content,)| content))
}

/// Says that a content is kept, outside of the database; false when the file was set aside or removed meanwhile.
pub async fn set_kept(tx: &mut Tx<'_>, id: AttachmentId) -> Result<bool, Error> {
    let kept = tx.execute("UPDATE attachments SET is_kept = 1 WHERE id = $1 AND is_kept = 0", params![id]).await?;
    Ok(kept > 0)
}

/// Lets the name of an upload whose content was not kept be used again: the file goes by another, until it is removed.
pub async fn set_aside(tx: &mut Tx<'_>, id: AttachmentId, client_id: ClientId) -> Result<(), Error> {
    tx.execute("UPDATE attachments SET client_id = $1 WHERE id = $2 AND is_kept = 0", params![&client_id, id]).await?;
    Ok(())
}

/// Files of a conversation, one for each id.
pub async fn find_many(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    ids: &[AttachmentId],
) -> Result<Vec<Option<Uploaded>>, Error> {
    let rows: Vec<_> = ids.iter().map(|id| values![*id, conversation]).collect();
    let found = tx
        .fetch_many(
            "SELECT id, name, media_type, bytes, width, height, author, digest, is_kept, seq, remove_at FROM attachments
             WHERE id = $1 AND conversation = $2",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Uploaded>| rows.into_iter().next()).collect())
}

/// A file of a conversation.
pub async fn find(tx: &mut Tx<'_>, conversation: ConversationId, id: AttachmentId) -> Result<Option<Uploaded>, Error> {
    Ok(find_many(tx, conversation, &[id]).await?.into_iter().flatten().next())
}

/// The file that a side uploaded under a name.
pub async fn find_by_client_id(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    author: AccountId,
    client_id: ClientId,
) -> Result<Option<Uploaded>, Error> {
    tx.fetch_optional(
        "SELECT id, name, media_type, bytes, width, height, author, digest, is_kept, seq, remove_at FROM attachments
         WHERE conversation = $1 AND author = $2 AND client_id = $3",
        params![conversation, author, &client_id],
    )
    .await
}

/// How many files a side has uploaded from an id on, and how many bytes they have.
pub async fn uploaded_since(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    author: AccountId,
    from: AttachmentId,
) -> Result<(i64, i64), Error> {
    tx.fetch_one(
        "SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM attachments
         WHERE conversation = $1 AND author = $2 AND id >= $3",
        params![conversation, author, from],
    )
    .await
}

/// Gives files to the messages that say them, for good. Whoever does so holds the conversation's lock.
pub async fn give(tx: &mut Tx<'_>, given: &[(AttachmentId, i64)]) -> Result<(), Error> {
    let rows: Vec<_> = given.iter().map(|(id, seq)| values![*seq, *id]).collect();
    tx.execute_many("UPDATE attachments SET seq = $1, remove_at = NULL WHERE id = $2", &rows).await
}

/// Takes the files of the messages in (after, through] from them: nobody is told of them any more, and they are due to be removed.
pub async fn take(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    (after, through): (i64, i64),
    now: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "UPDATE attachments SET seq = NULL, is_kept = 0, remove_at = $1
         WHERE conversation = $2 AND seq > $3 AND seq <= $4",
        params![now, conversation, after, through],
    )
    .await?;
    Ok(())
}

/// Whether a file is due to be removed.
pub async fn is_any_due(tx: &mut Tx<'_>, now: Timestamp) -> Result<bool, Error> {
    let found: Option<(AttachmentId,)> =
        tx.fetch_optional("SELECT id FROM attachments WHERE remove_at <= $1 LIMIT 1", params![now]).await?;
    Ok(found.is_some())
}

/// Claims the file that is longest due to be removed, until a moment: whoever claims it and dies leaves it to others then.
pub async fn claim_due(tx: &mut Tx<'_>, now: Timestamp, until: Timestamp) -> Result<Option<Named>, Error> {
    let found: Option<Named> = tx
        .fetch_free(
            "SELECT id, author, digest FROM attachments WHERE remove_at <= $1 ORDER BY remove_at LIMIT 1",
            params![now],
        )
        .await?;
    if let Some(Named { id, .. }) = &found {
        // From now on nobody is told of it.
        tx.execute("UPDATE attachments SET is_kept = 0, remove_at = $1 WHERE id = $2", params![until, *id]).await?;
    }
    Ok(found)
}

/// Forgets a file that no message says, with its content.
pub async fn forget(tx: &mut Tx<'_>, id: AttachmentId) -> Result<(), Error> {
    let forgotten = tx.execute("DELETE FROM attachments WHERE id = $1 AND seq IS NULL", params![id]).await?;
    if forgotten > 0 {
        tx.execute("DELETE FROM attachment_contents WHERE attachment = $1", params![id]).await?;
    }
    Ok(())
}
