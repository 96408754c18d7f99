//! Members: one row per account and conversation, which is also the account's index of what changed.

use subrosa_proto::{AccountId, ConversationId};

use crate::value::{params, values};
use crate::{Error, Tx};

/// A member's own marks in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    /// The change number of the member's view; 0 while the member does not see the conversation.
    pub number: i64,
    /// Messages of others after `read_seq`.
    pub unread: i64,
    pub read_seq: i64,
    pub delivered_seq: i64,
    /// The newest event of someone else.
    pub inbound_seq: i64,
}

/// Adds a member.
pub async fn insert(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
    number: i64,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO members (account, conversation, number, unread, read_seq, delivered_seq, inbound_seq)
         VALUES ($1, $2, $3, 0, 0, 0, 0)",
        params![account, conversation, number],
    )
    .await?;
    Ok(())
}

/// One member's row.
pub struct Member {
    pub account: AccountId,
    pub conversation: ConversationId,
    pub marks: Marks,
}

/// Writes members' marks.
pub async fn update_many(tx: &mut Tx<'_>, members: &[Member]) -> Result<(), Error> {
    let rows: Vec<_> = members
        .iter()
        .map(|Member { account, conversation, marks }| {
            values![
                marks.number,
                marks.unread,
                marks.read_seq,
                marks.delivered_seq,
                marks.inbound_seq,
                *account,
                *conversation
            ]
        })
        .collect();
    tx.execute_many(
        "UPDATE members SET number = $1, unread = $2, read_seq = $3, delivered_seq = $4, inbound_seq = $5
         WHERE account = $6 AND conversation = $7",
        &rows,
    )
    .await
}

/// The account's conversations that changed after a number, in the order of their changes.
pub async fn changed_since(
    tx: &mut Tx<'_>,
    account: AccountId,
    number: i64,
    limit: u32,
) -> Result<Vec<(ConversationId, i64)>, Error> {
    tx.fetch(
        "SELECT conversation, number FROM members WHERE account = $1 AND number > $2 ORDER BY number LIMIT $3",
        params![account, number, limit],
    )
    .await
}

/// The account's conversations that it sees, the last changed first, below a number.
pub async fn newest_first(
    tx: &mut Tx<'_>,
    account: AccountId,
    below: i64,
    limit: u32,
) -> Result<Vec<(ConversationId, i64)>, Error> {
    tx.fetch(
        "SELECT conversation, number FROM members WHERE account = $1 AND number > 0 AND number < $2
         ORDER BY number DESC LIMIT $3",
        params![account, below, limit],
    )
    .await
}

/// The account's conversations with events of others that had not arrived, among those last changed in (after, up_to], each with
/// the newest of those events.
pub async fn undelivered(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: i64,
    up_to: i64,
) -> Result<Vec<(ConversationId, i64)>, Error> {
    // With the plus SQLite sorts what it found by number; without it, it reads all of the account's conversations in their order.
    tx.fetch(
        "SELECT conversation, inbound_seq FROM members
         WHERE account = $1 AND number > $2 AND number <= $3 AND delivered_seq < inbound_seq ORDER BY +conversation",
        params![account, after, up_to],
    )
    .await
}

/// The conversations of an account in the order of their ids, after one of them.
pub async fn conversations_after(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: ConversationId,
    limit: u32,
) -> Result<Vec<ConversationId>, Error> {
    let rows: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT conversation FROM members WHERE account = $1 AND conversation > $2 ORDER BY conversation LIMIT $3",
            params![account, after, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(conversation,)| conversation).collect())
}

/// How many conversations an account has, counted up to a number.
pub async fn count(tx: &mut Tx<'_>, account: AccountId, most: u32) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM (SELECT 1 FROM members WHERE account = $1 LIMIT $2) AS counted",
            params![account, most],
        )
        .await?;
    Ok(count)
}
