//! Replies that wait for their moment. Whoever adds, sends or removes one holds the lock of its conversation.

use subrosa_proto::sending::{IfCustomerWrites, ScheduledReply, SendingReason};
use subrosa_proto::{AccountId, ConversationId, ScheduledId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{number_of, params};
use crate::{Error, Tx};

const CHOICES: [(IfCustomerWrites, i64); 2] = [(IfCustomerWrites::Hold, 1), (IfCustomerWrites::Send, 2)];
number_of!(IfCustomerWrites, CHOICES);

const REASONS: [(SendingReason, i64); 6] = [
    (SendingReason::CustomerGone, 1),
    (SendingReason::WindowClosed, 2),
    (SendingReason::ThreadTaken, 3),
    (SendingReason::CustomerWrote, 4),
    (SendingReason::AuthorLeft, 5),
    (SendingReason::NoConsent, 6),
];
number_of!(SendingReason, REASONS);

/// A reply whose moment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    pub conversation: ConversationId,
    pub id: ScheduledId,
    pub brand: AccountId,
    /// Who sends it.
    pub author: AccountId,
}

impl FromRow for Due {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { conversation: row.get(0)?, id: row.get(1)?, brand: row.get(2)?, author: row.get(3)? })
    }
}

/// A reply that waits, and what it was written after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    pub reply: ScheduledReply,
    /// The customer's newest `seq` when it was written down.
    pub heard: i64,
    /// The thread's epoch then.
    pub epoch: i64,
}

impl FromRow for Waiting {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let body: Vec<u8> = row.get(2)?;
        let body = serde_json::from_slice(&body)
            .map_err(|_| Error::Corrupt("a scheduled reply is not of this version".to_owned()))?;
        let reply = ScheduledReply {
            id: row.get(0)?,
            author: row.get(1)?,
            body,
            due_at: row.get(3)?,
            if_customer_writes: row.get(4)?,
            held: row.get(5)?,
        };
        Ok(Self { reply, heard: row.get(6)?, epoch: row.get(7)? })
    }
}

/// Keeps a reply, new or in place of what it was.
pub async fn save(
    tx: &mut Tx<'_>,
    (brand, conversation): (AccountId, ConversationId),
    waiting: &Waiting,
) -> Result<(), Error> {
    let Waiting { reply, heard, epoch } = waiting;
    let body = serde_json::to_vec(&reply.body).map_err(|error| Error::Bug(error.to_string()))?;
    tx.execute(
        "INSERT INTO scheduled_replies (id, brand, conversation, author, body, due_at, if_customer_writes, heard, epoch, held)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE SET author = excluded.author, body = excluded.body, due_at = excluded.due_at,
             if_customer_writes = excluded.if_customer_writes, heard = excluded.heard, epoch = excluded.epoch,
             held = excluded.held",
        params![
            reply.id,
            brand,
            conversation,
            reply.author,
            body.as_slice(),
            reply.due_at,
            reply.if_customer_writes,
            *heard,
            *epoch,
            reply.held
        ],
    )
    .await?;
    Ok(())
}

/// A reply that waits in a conversation.
pub async fn find(tx: &mut Tx<'_>, conversation: ConversationId, id: ScheduledId) -> Result<Option<Waiting>, Error> {
    tx.fetch_optional(
        "SELECT id, author, body, due_at, if_customer_writes, held, heard, epoch FROM scheduled_replies
         WHERE id = $1 AND conversation = $2",
        params![id, conversation],
    )
    .await
}

/// Takes a reply away; false when it does not wait any more.
pub async fn remove(tx: &mut Tx<'_>, conversation: ConversationId, id: ScheduledId) -> Result<bool, Error> {
    let removed = tx
        .execute("DELETE FROM scheduled_replies WHERE id = $1 AND conversation = $2", params![id, conversation])
        .await?;
    Ok(removed > 0)
}

/// The replies that wait or are held in a conversation, by when they are due.
pub async fn list(tx: &mut Tx<'_>, conversation: ConversationId, limit: u32) -> Result<Vec<Waiting>, Error> {
    tx.fetch(
        "SELECT id, author, body, due_at, if_customer_writes, held, heard, epoch FROM scheduled_replies
         WHERE conversation = $1 ORDER BY due_at, id LIMIT $2",
        params![conversation, limit],
    )
    .await
}

/// How many replies wait or are held in a conversation.
pub async fn count(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<i64, Error> {
    let (count,) =
        tx.fetch_one("SELECT count(*) FROM scheduled_replies WHERE conversation = $1", params![conversation]).await?;
    Ok(count)
}

/// When the next reply that waits in a conversation is due, and how many are held there.
pub async fn standing(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(Option<Timestamp>, i64), Error> {
    tx.fetch_one(
        "SELECT min(CASE WHEN held IS NULL THEN due_at END), count(held) FROM scheduled_replies WHERE conversation = $1",
        params![conversation],
    )
    .await
}

/// The replies whose moment has come, the longest due first.
pub async fn due(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<Due>, Error> {
    tx.fetch(
        "SELECT conversation, id, brand, author FROM scheduled_replies
         WHERE held IS NULL AND due_at <= $1 ORDER BY due_at LIMIT $2",
        params![now, limit],
    )
    .await
}
