//! What came of bots' sessions, in quarters of an hour.

use subrosa_proto::AccountId;

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// What came of sessions: of all, where `step` is empty, or at a step of the flow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct BotTally {
    pub step: String,
    pub entered: i64,
    pub handed_over: i64,
    pub gone: i64,
    pub done: i64,
}

impl FromRow for BotTally {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            step: row.get(0)?,
            entered: row.get(1)?,
            handed_over: row.get(2)?,
            gone: row.get(3)?,
            done: row.get(4)?,
        })
    }
}

/// Adds to what came of bots' sessions in a quarter. In rising order of brand, bot and step, so that no two writers stand in each other's
/// way.
pub async fn add_many(tx: &mut Tx<'_>, quarter: i64, all: &[(AccountId, AccountId, BotTally)]) -> Result<(), Error> {
    let rows: Vec<_> = all
        .iter()
        .map(|(brand, bot, more)| {
            let step = more.step.as_str();
            values![*brand, *bot, quarter, step, more.entered, more.handed_over, more.gone, more.done]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO bot_tallies (brand, bot, quarter, step, entered, handed_over, gone, done)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (brand, bot, quarter, step) DO UPDATE SET entered = bot_tallies.entered + excluded.entered,
             handed_over = bot_tallies.handed_over + excluded.handed_over, gone = bot_tallies.gone + excluded.gone,
             done = bot_tallies.done + excluded.done",
        &rows,
    )
    .await
}

/// What came of a bot's sessions from one quarter up to another, by step in the order of their names.
pub async fn sum(
    tx: &mut Tx<'_>,
    (brand, bot): (AccountId, AccountId),
    (from, to): (i64, i64),
) -> Result<Vec<BotTally>, Error> {
    tx.fetch(
        "SELECT step, CAST(sum(entered) AS BIGINT), CAST(sum(handed_over) AS BIGINT), CAST(sum(gone) AS BIGINT),
                CAST(sum(done) AS BIGINT)
         FROM bot_tallies WHERE brand = $1 AND bot = $2 AND quarter >= $3 AND quarter < $4 GROUP BY step ORDER BY step",
        params![brand, bot, from, to],
    )
    .await
}

/// Forgets a bot's.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, bot: AccountId) -> Result<(), Error> {
    tx.execute("DELETE FROM bot_tallies WHERE brand = $1 AND bot = $2", params![brand, bot]).await?;
    Ok(())
}
