//! Threads: a brand's side of its conversations, each with its newest ticket.

use subrosa_proto::ticket::Thread;
use subrosa_proto::{ConversationId, TicketId, Timestamp};

use super::tickets::{self, ticket_columns};
use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

impl FromRow for Thread {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let ticket: Option<TicketId> = row.get(2)?;
        let ticket = ticket.map(|_| tickets::ticket(row, 2)).transpose()?;
        Ok(Self {
            epoch: row.get(0)?,
            journal: row.get(1)?,
            journal_removed: row.get(18)?,
            reply_due_at: row.get(19)?,
            held_replies: row.get(20)?,
            ticket,
        })
    }
}

/// A brand's side of a conversation as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub thread: Thread,
    /// Whether reports have what happened in it; false while its past is still to be counted.
    pub is_counted: bool,
    /// Until when the customer's next message is a remark on their answer to a survey.
    pub remark_until: Option<Timestamp>,
    /// When the customer was last told how long they will wait for a person.
    pub wait_told_at: Option<Timestamp>,
}

impl FromRow for Kept {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            thread: Thread::from_row(row)?,
            is_counted: row.get(21)?,
            remark_until: row.get(22)?,
            wait_told_at: row.get(23)?,
        })
    }
}

/// Adds the brand's side of a new conversation.
pub async fn insert(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO threads (conversation, epoch, journal, ticket, counted) VALUES ($1, 0, 0, 0, 1)",
        params![conversation],
    )
    .await?;
    Ok(())
}

const WITH_TICKET: &str = concat!(
    "SELECT h.epoch, h.journal, ",
    ticket_columns!(),
    ", h.journal_removed, h.reply_due_at, h.held_replies, h.counted, h.remark_until, h.wait_told_at
     FROM threads h LEFT JOIN tickets t ON t.id = h.ticket WHERE h.conversation = $1"
);

/// The brand's side of a conversation; nothing in one between people.
pub async fn find(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<Thread>, Error> {
    tx.fetch_optional(WITH_TICKET, params![conversation]).await
}

/// The same of several conversations, one for each.
pub async fn find_many(tx: &mut Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<Option<Thread>>, Error> {
    let rows: Vec<_> = conversations.iter().map(|conversation| values![*conversation]).collect();
    let found = tx.fetch_many(WITH_TICKET, &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<Thread>| rows.into_iter().next()).collect())
}

/// The same, with what reports have of them.
pub async fn find_kept(tx: &mut Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<Option<Kept>>, Error> {
    let rows: Vec<_> = conversations.iter().map(|conversation| values![*conversation]).collect();
    let found = tx.fetch_many(WITH_TICKET, &rows).await?;
    Ok(found.into_iter().map(|rows: Vec<Kept>| rows.into_iter().next()).collect())
}

/// Writes threads; their tickets are written by [`tickets::save_many`].
pub async fn update_many(tx: &mut Tx<'_>, threads: &[(ConversationId, &Thread)]) -> Result<(), Error> {
    let rows: Vec<_> = threads
        .iter()
        .map(|(conversation, thread)| {
            let ticket = thread.ticket.as_ref().map_or(TicketId::new(0), |ticket| ticket.id);
            values![thread.epoch, thread.journal, ticket, *conversation]
        })
        .collect();
    tx.execute_many("UPDATE threads SET epoch = $1, journal = $2, ticket = $3 WHERE conversation = $4", &rows).await
}

/// Notes until when the customer's next message is a remark, or that it is none.
pub async fn set_remark_until(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    until: Option<Timestamp>,
) -> Result<(), Error> {
    tx.execute("UPDATE threads SET remark_until = $1 WHERE conversation = $2", params![until, conversation]).await?;
    Ok(())
}

/// Notes when customers were told how long they will wait for a person.
pub async fn set_wait_told(tx: &mut Tx<'_>, conversations: &[ConversationId], at: Timestamp) -> Result<(), Error> {
    let rows: Vec<_> = conversations.iter().map(|conversation| values![at, *conversation]).collect();
    tx.execute_many("UPDATE threads SET wait_told_at = $1 WHERE conversation = $2", &rows).await
}

/// Notes that a conversation's past is counted.
pub async fn set_counted(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<(), Error> {
    tx.execute("UPDATE threads SET counted = 1 WHERE conversation = $1", params![conversation]).await?;
    Ok(())
}

/// Notes that the journal has no contents up to a seq any more.
pub async fn set_journal_removed(tx: &mut Tx<'_>, conversation: ConversationId, through: i64) -> Result<(), Error> {
    tx.execute("UPDATE threads SET journal_removed = $1 WHERE conversation = $2", params![through, conversation])
        .await?;
    Ok(())
}

/// Notes of which replies a conversation waits for: when the next is due, and how many are held.
pub async fn set_replies(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    (due_at, held): (Option<Timestamp>, i64),
) -> Result<(), Error> {
    tx.execute(
        "UPDATE threads SET reply_due_at = $1, held_replies = $2 WHERE conversation = $3",
        params![due_at, held, conversation],
    )
    .await?;
    Ok(())
}
