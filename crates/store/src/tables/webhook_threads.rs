//! How far each address is told of each conversation: one row for both, so that what an address is told of a conversation comes in order,
//! and a long time in which nothing reaches it costs no more than a short one.

use subrosa_proto::{AccountId, ConversationId, Timestamp, WebhookId};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// How far an address is told of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Told {
    pub webhook: WebhookId,
    pub conversation: ConversationId,
    /// The last message and the last entry of the journal that it was told of.
    pub seq: i64,
    pub journal: i64,
    /// How often the next event could not be told.
    pub attempts: i64,
    /// Rises whenever something happens there.
    pub stirred: i64,
}

impl FromRow for Told {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            webhook: row.get(0)?,
            conversation: row.get(1)?,
            seq: row.get(2)?,
            journal: row.get(3)?,
            attempts: row.get(4)?,
            stirred: row.get(5)?,
        })
    }
}

/// Something happened in a conversation of a brand whose log and journal had come to these places before.
#[derive(Debug, Clone, Copy)]
pub struct Stirred {
    pub brand: AccountId,
    pub conversation: ConversationId,
    pub seq: i64,
    pub journal: i64,
}

/// Has the brands' addresses be told of what happened. Where one has never been told of a conversation, it begins with this. Whoever does it
/// holds the conversations' locks.
pub async fn stir_many(tx: &mut Tx<'_>, all: &[Stirred], now: Timestamp) -> Result<(), Error> {
    let rows: Vec<_> = all.iter().map(|one| values![one.conversation, one.seq, one.journal, now, one.brand]).collect();
    tx.execute_many(
        "INSERT INTO webhook_threads (webhook, conversation, brand, told_seq, told_journal, due_at, attempts, stirred)
         SELECT id, CAST($1 AS BIGINT), brand, CAST($2 AS BIGINT), CAST($3 AS BIGINT), CAST($4 AS BIGINT), 0, 1
         FROM webhooks WHERE brand = $5 AND is_on > 0
         ON CONFLICT (webhook, conversation) DO UPDATE SET due_at = coalesce(webhook_threads.due_at, excluded.due_at),
             stirred = webhook_threads.stirred + 1",
        &rows,
    )
    .await
}

/// Claims what is due: it is due again at `until`, unless whoever claimed it says otherwise before. No two claim the same.
pub async fn claim(tx: &mut Tx<'_>, now: Timestamp, until: Timestamp, limit: u32) -> Result<Vec<Told>, Error> {
    let claimed: Vec<Told> = tx
        .fetch_all_free(
            "SELECT webhook, conversation, told_seq, told_journal, attempts, stirred
             FROM webhook_threads WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
            params![now, limit],
        )
        .await?;
    let rows: Vec<_> = claimed.iter().map(|one| values![until, one.webhook, one.conversation]).collect();
    tx.execute_many("UPDATE webhook_threads SET due_at = $1 WHERE webhook = $2 AND conversation = $3", &rows).await?;
    Ok(claimed)
}

/// How far an address is told by now.
pub async fn find(tx: &mut Tx<'_>, webhook: WebhookId, conversation: ConversationId) -> Result<Option<Told>, Error> {
    tx.fetch_optional(
        "SELECT webhook, conversation, told_seq, told_journal, attempts, stirred
         FROM webhook_threads WHERE webhook = $1 AND conversation = $2",
        params![webhook, conversation],
    )
    .await
}

/// An address was told up to here, or could not be: when to go on.
pub async fn go_on(tx: &mut Tx<'_>, told: &Told, due_at: Timestamp) -> Result<(), Error> {
    tx.execute(
        "UPDATE webhook_threads SET told_seq = $1, told_journal = $2, attempts = $3, due_at = $4
         WHERE webhook = $5 AND conversation = $6",
        params![told.seq, told.journal, told.attempts, due_at, told.webhook, told.conversation],
    )
    .await?;
    Ok(())
}

/// An address was told everything; false when something has happened there since.
pub async fn finish(tx: &mut Tx<'_>, told: &Told) -> Result<bool, Error> {
    let finished = tx
        .execute(
            "UPDATE webhook_threads SET told_seq = $1, told_journal = $2, attempts = 0, due_at = NULL
             WHERE webhook = $3 AND conversation = $4 AND stirred = $5",
            params![told.seq, told.journal, told.webhook, told.conversation, told.stirred],
        )
        .await?;
    Ok(finished > 0)
}

/// An address is told no more of what happened in this conversation so far.
pub async fn forget_one(tx: &mut Tx<'_>, told: &Told) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM webhook_threads WHERE webhook = $1 AND conversation = $2",
        params![told.webhook, told.conversation],
    )
    .await?;
    Ok(())
}

/// An address is told no more of what happened so far.
pub async fn forget(tx: &mut Tx<'_>, webhook: WebhookId) -> Result<(), Error> {
    tx.execute("DELETE FROM webhook_threads WHERE webhook = $1", params![webhook]).await?;
    Ok(())
}
