//! Where bots are in conversations: what they have heard, the session under way, when to look again.

use subrosa_proto::{AccountId, ConversationId, TicketId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// Where bots are in one conversation.
#[derive(Clone, PartialEq, Eq)]
pub struct BotThread {
    pub conversation: ConversationId,
    pub brand: AccountId,
    /// Whose session it is, or to whom a person gave the thread.
    pub bot: Option<AccountId>,
    /// The version of the session's flow.
    pub version: i64,
    /// How many steps were taken.
    pub turn: i64,
    /// Up to which seq bots have heard the customer.
    pub heard: i64,
    /// Up to which they should.
    pub wanted: i64,
    /// The ticket that is taken away from bots.
    pub left_ticket: TicketId,
    /// The session, as JSON.
    pub session: Option<String>,
    /// The effect whose result the session waits for, as JSON.
    pub effect: Option<String>,
    pub timer_at: Option<Timestamp>,
    /// When someone must look, unless whoever is at it comes first.
    pub due_at: Option<Timestamp>,
    /// How many seconds a customer waits for the program of the brand's own that has the thread; 0 where none has it.
    pub patience_seconds: i64,
}

impl BotThread {
    /// A conversation that no bot has looked at.
    #[must_use]
    pub const fn new(conversation: ConversationId, brand: AccountId) -> Self {
        Self {
            conversation,
            brand,
            bot: None,
            version: 0,
            turn: 0,
            heard: 0,
            wanted: 0,
            left_ticket: TicketId::new(0),
            session: None,
            effect: None,
            timer_at: None,
            due_at: None,
            patience_seconds: 0,
        }
    }
}

impl std::fmt::Debug for BotThread {
    /// Without what customers said.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { conversation, bot, turn, heard, wanted, due_at, .. } = self;
        write!(formatter, "BotThread({conversation:?}, {bot:?}, turn {turn}, {heard} of {wanted}, due {due_at:?})")
    }
}

const NOBODY: AccountId = AccountId::new(0);

impl FromRow for BotThread {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bot: AccountId = row.get(2)?;
        Ok(Self {
            conversation: row.get(0)?,
            brand: row.get(1)?,
            bot: (bot != NOBODY).then_some(bot),
            version: row.get(3)?,
            turn: row.get(4)?,
            heard: row.get(5)?,
            wanted: row.get(6)?,
            left_ticket: row.get(7)?,
            session: row.get(8)?,
            effect: row.get(9)?,
            timer_at: row.get(10)?,
            due_at: row.get(11)?,
            patience_seconds: row.get(12)?,
        })
    }
}

/// Where bots are in several conversations, one for each.
pub async fn find_many(tx: &mut Tx<'_>, conversations: &[ConversationId]) -> Result<Vec<Option<BotThread>>, Error> {
    let rows: Vec<_> = conversations.iter().map(|conversation| values![*conversation]).collect();
    let found = tx
        .fetch_many(
            "SELECT conversation, brand, bot, version, turn, heard, wanted, left_ticket, session, effect, timer_at, due_at,
                    patience_seconds
             FROM bot_threads WHERE conversation = $1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<BotThread>| rows.into_iter().next()).collect())
}

/// Writes them. Whoever does holds the conversations' locks.
pub async fn save_many(tx: &mut Tx<'_>, threads: &[&BotThread]) -> Result<(), Error> {
    let rows: Vec<_> = threads
        .iter()
        .map(|thread| {
            values![
                thread.conversation,
                thread.brand,
                thread.bot.unwrap_or(NOBODY),
                thread.version,
                thread.turn,
                thread.heard,
                thread.wanted,
                thread.left_ticket,
                thread.session.as_deref(),
                thread.effect.as_deref(),
                thread.timer_at,
                thread.due_at,
                thread.patience_seconds
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO bot_threads (conversation, brand, bot, version, turn, heard, wanted, left_ticket, session, effect,
                                  timer_at, due_at, patience_seconds)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
         ON CONFLICT (conversation) DO UPDATE SET bot = excluded.bot, version = excluded.version, turn = excluded.turn,
             heard = excluded.heard, wanted = excluded.wanted, left_ticket = excluded.left_ticket,
             session = excluded.session, effect = excluded.effect, timer_at = excluded.timer_at,
             due_at = excluded.due_at, patience_seconds = excluded.patience_seconds",
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
            "SELECT conversation FROM bot_threads WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
            params![now, limit],
        )
        .await?;
    let claimed: Vec<ConversationId> = found.into_iter().map(|(conversation,)| conversation).collect();
    let rows: Vec<_> = claimed.iter().map(|conversation| values![until, *conversation]).collect();
    tx.execute_many("UPDATE bot_threads SET due_at = $1 WHERE conversation = $2", &rows).await?;
    Ok(claimed)
}
