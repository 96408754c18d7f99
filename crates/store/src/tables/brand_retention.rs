//! For how long brands keep what was said with their customers, and the conversations of which something is to be removed.

use subrosa_proto::retention::RetentionSettings;
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for RetentionSettings {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let days: Option<i64> = row.get(0)?;
        Ok(Self { conversations_days: days.and_then(|days| u32::try_from(days).ok()) })
    }
}

/// For how long a brand keeps them; for ever where nothing was set.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<RetentionSettings, Error> {
    let found =
        tx.fetch_optional("SELECT conversations_days FROM brand_retention WHERE brand = $1", params![brand]).await?;
    Ok(found.unwrap_or_default())
}

/// Keeps it in place of what was there.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, settings: RetentionSettings) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO brand_retention (brand, conversations_days) VALUES ($1, $2)
         ON CONFLICT (brand) DO UPDATE SET conversations_days = excluded.conversations_days",
        params![brand, settings.conversations_days],
    )
    .await?;
    Ok(())
}

/// The conversations of tickets whose contents are to be removed now, some of them perhaps more than once: none whose newest ticket
/// is not resolved, or in which a dispute is open. Whoever removes something looks again.
pub async fn due(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT t.conversation FROM brand_retention r
             JOIN tickets t ON t.brand = r.brand AND t.status = 4 AND t.is_emptied = 0
                  AND t.stirred_at <= $1 - r.conversations_days * 86400000000
             JOIN threads h ON h.conversation = t.conversation JOIN tickets n ON n.id = h.ticket AND n.status = 4
             WHERE r.conversations_days IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.conversation = t.conversation AND d.is_open = 1)
             LIMIT $2",
            params![now, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}

/// How many conversations of a brand have contents of tickets with which nothing has happened since a moment, counted up to a number; of
/// the same as are ever due.
pub async fn count_due(tx: &mut Tx<'_>, brand: AccountId, until: Timestamp, most: u32) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM
             (SELECT DISTINCT t.conversation FROM tickets t
              JOIN threads h ON h.conversation = t.conversation JOIN tickets n ON n.id = h.ticket AND n.status = 4
              WHERE t.brand = $1 AND t.status = 4 AND t.is_emptied = 0 AND t.stirred_at <= $2
                    AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.conversation = t.conversation AND d.is_open = 1)
              LIMIT $3) AS counted",
            params![brand, until, most],
        )
        .await?;
    Ok(count)
}
