//! Where rules are in conversations: what they were asked about, when to look again.

use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// Where rules are in one conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleThread {
    pub conversation: ConversationId,
    pub brand: AccountId,
    /// How many steps were taken.
    pub turn: i64,
    /// Up to which seq of the log rules were asked.
    pub heard_seq: i64,
    /// Up to which seq of the journal.
    pub heard_journal: i64,
    /// Whether something stands behind these.
    pub wanted: bool,
    /// Since when the ticket has been in its status, where that is known.
    pub status_since: Option<Timestamp>,
    /// When the first of its clocks rings.
    pub rings_at: Option<Timestamp>,
    /// When someone must look, unless whoever is at it comes first.
    pub due_at: Option<Timestamp>,
}

impl RuleThread {
    /// A conversation in which rules were asked about all up to these seqs.
    #[must_use]
    pub const fn new(conversation: ConversationId, brand: AccountId, (heard_seq, heard_journal): (i64, i64)) -> Self {
        Self {
            conversation,
            brand,
            turn: 0,
            heard_seq,
            heard_journal,
            wanted: false,
            status_since: None,
            rings_at: None,
            due_at: None,
        }
    }
}

impl FromRow for RuleThread {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            conversation: row.get(0)?,
            brand: row.get(1)?,
            turn: row.get(2)?,
            heard_seq: row.get(3)?,
            heard_journal: row.get(4)?,
            wanted: row.get(5)?,
            status_since: row.get(6)?,
            rings_at: row.get(7)?,
            due_at: row.get(8)?,
        })
    }
}

/// Where rules are in several conversations, one for each.
pub async fn find_many(tx: &mut Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<Option<RuleThread>>, Error> {
    let rows: Vec<_> = conversations.iter().map(|conversation| values![*conversation]).collect();
    let found = tx
        .fetch_many(
            "SELECT conversation, brand, turn, heard_seq, heard_journal, wanted, status_since, rings_at, due_at
             FROM rule_threads WHERE conversation = $1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<RuleThread>| rows.into_iter().next()).collect())
}

/// Writes them. Whoever does holds the conversations' locks.
pub async fn save_many(tx: &mut Tx<'_>, threads: &[&RuleThread]) -> Result<(), Error> {
    let rows: Vec<_> = threads
        .iter()
        .map(|thread| {
            values![
                thread.conversation,
                thread.brand,
                thread.turn,
                thread.heard_seq,
                thread.heard_journal,
                thread.wanted,
                thread.status_since,
                thread.rings_at,
                thread.due_at
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO rule_threads (conversation, brand, turn, heard_seq, heard_journal, wanted, status_since, rings_at,
                                   due_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (conversation) DO UPDATE SET turn = excluded.turn, heard_seq = excluded.heard_seq,
             heard_journal = excluded.heard_journal, wanted = excluded.wanted, status_since = excluded.status_since,
             rings_at = excluded.rings_at, due_at = excluded.due_at",
        &rows,
    )
    .await
}

/// Claims conversations that are due: they are due again at `until`, unless a step is written before. No two claim the same.
pub async fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    until: Timestamp,
    limit: u32,
) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch_all_free(
            "SELECT conversation FROM rule_threads WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
            params![now, limit],
        )
        .await?;
    let claimed: Vec<ConversationId> = found.into_iter().map(|(conversation,)| conversation).collect();
    let rows: Vec<_> = claimed.iter().map(|conversation| values![until, *conversation]).collect();
    tx.execute_many("UPDATE rule_threads SET due_at = $1 WHERE conversation = $2", &rows).await?;
    Ok(claimed)
}

/// Nobody need look at these any more.
pub async fn rest_many(tx: &mut Tx<'_>, conversations: &[ConversationId]) -> Result<(), Error> {
    let rows: Vec<_> = conversations.iter().map(|conversation| values![*conversation]).collect();
    tx.execute_many("UPDATE rule_threads SET due_at = NULL, rings_at = NULL WHERE conversation = $1", &rows).await
}
