//! Clocks of rules that wait for something to last.

use subrosa_proto::{ConversationId, RuleId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// The clock of one rule in one conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RuleClock {
    pub rule: RuleId,
    /// Since when it has been so.
    pub since: Timestamp,
    /// When it rings; none once it has rung, or need not any more.
    pub due_at: Option<Timestamp>,
    /// The chain of what set it going.
    pub chain: i64,
}

impl FromRow for RuleClock {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { rule: row.get(0)?, since: row.get(1)?, due_at: row.get(2)?, chain: row.get(3)? })
    }
}

/// The clocks of a conversation, those included that have rung.
pub async fn of_conversation(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<RuleClock>, Error> {
    tx.fetch(
        "SELECT rule, since, due_at, chain FROM rule_clocks WHERE conversation = $1 ORDER BY rule",
        params![conversation],
    )
    .await
}

/// Writes clocks, each in place of what its rule had in its conversation.
pub async fn save_many(tx: &mut Tx<'_>, clocks: &[(ConversationId, RuleClock)]) -> Result<(), Error> {
    let rows: Vec<_> = clocks
        .iter()
        .map(|(conversation, clock)| values![*conversation, clock.rule, clock.since, clock.due_at, clock.chain])
        .collect();
    tx.execute_many(
        "INSERT INTO rule_clocks (conversation, rule, since, due_at, chain) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (conversation, rule) DO UPDATE SET since = excluded.since, due_at = excluded.due_at,
             chain = excluded.chain",
        &rows,
    )
    .await
}
