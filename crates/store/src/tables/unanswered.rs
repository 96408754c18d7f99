//! Questions to which a brand's knowledge had no answer.

use subrosa_proto::{AccountId, QuestionId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// A question that was asked in vain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unanswered {
    pub id: QuestionId,
    pub question: String,
    /// How often it was asked.
    pub count: i64,
    pub last_at: Timestamp,
}

impl FromRow for Unanswered {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { id: row.get(0)?, question: row.get(1)?, count: row.get(2)?, last_at: row.get(3)? })
    }
}

/// Keeps a question, or counts it once more. `words` are its words in their one form.
pub async fn ask(
    tx: &mut Tx<'_>,
    (brand, id): (AccountId, QuestionId),
    (words, question): (&str, &str),
    at: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO unanswered (id, brand, words, question, count, last_at) VALUES ($1, $2, $3, $4, 1, $5)
         ON CONFLICT (brand, words) DO UPDATE SET count = unanswered.count + 1, last_at = excluded.last_at",
        params![id, brand, words, question, at],
    )
    .await?;
    Ok(())
}

/// Forgets what was last asked longest ago, so that a brand has at most so many.
pub async fn forget_oldest(tx: &mut Tx<'_>, brand: AccountId, most: u32) -> Result<(), Error> {
    let last: Option<(Timestamp,)> = tx
        .fetch_optional(
            "SELECT last_at FROM unanswered WHERE brand = $1 ORDER BY last_at DESC LIMIT 1 OFFSET $2",
            params![brand, most],
        )
        .await?;
    if let Some((last,)) = last {
        tx.execute("DELETE FROM unanswered WHERE brand = $1 AND last_at <= $2", params![brand, last]).await?;
    }
    Ok(())
}

/// The questions of a brand, the last asked first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Unanswered>, Error> {
    tx.fetch(
        "SELECT id, question, count, last_at FROM unanswered WHERE brand = $1 ORDER BY last_at DESC LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// Removes a question; false when the brand has none of this id.
pub async fn remove(tx: &mut Tx<'_>, brand: AccountId, id: QuestionId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM unanswered WHERE id = $1 AND brand = $2", params![id, brand]).await? > 0)
}
