//! For how long brands keep what was said with their customers, and the conversations of which something is to be removed.

use subrosa_proto::retention::RetentionSettings;
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for RetentionSettings {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let days = |column| -> Result<Option<u32>, Error> {
            let days: Option<i64> = row.get(column)?;
            Ok(days.and_then(|days| u32::try_from(days).ok()))
        };
        Ok(Self { conversations_days: days(0)?, files_days: days(1)?, custom_events_days: days(2)? })
    }
}

/// For how long a brand keeps them; for ever where nothing was set.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId) -> Result<RetentionSettings, Error> {
    let found = tx
        .fetch_optional(
            "SELECT conversations_days, files_days, custom_events_days FROM brand_retention WHERE brand = $1",
            params![brand],
        )
        .await?;
    Ok(found.unwrap_or_default())
}

/// Keeps it in place of what was there.
pub async fn save(tx: &mut Tx<'_>, brand: AccountId, settings: RetentionSettings) -> Result<(), Error> {
    let RetentionSettings { conversations_days, files_days, custom_events_days } = settings;
    tx.execute(
        "INSERT INTO brand_retention (brand, conversations_days, files_days, custom_events_days) VALUES ($1, $2, $3, $4)
         ON CONFLICT (brand) DO UPDATE SET conversations_days = excluded.conversations_days,
             files_days = excluded.files_days, custom_events_days = excluded.custom_events_days",
        params![brand, conversations_days, files_days, custom_events_days],
    )
    .await?;
    Ok(())
}

/// The conversations of tickets whose contents are to be removed now, some of them perhaps more than once: none whose newest ticket
/// is not resolved, or in which a dispute is open. Whoever removes something looks again. A cross join keeps the order: first the brands that keep
/// them for so long only, or SQLite may look at everyone's tickets for none.
pub async fn due(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT t.conversation FROM brand_retention r
             CROSS JOIN tickets t CROSS JOIN threads h CROSS JOIN tickets n
             WHERE r.conversations_days IS NOT NULL AND t.brand = r.brand AND t.status = 4 AND t.is_emptied = 0
                   AND t.stirred_at <= $1 - r.conversations_days * 86400000000
                   AND h.conversation = t.conversation AND n.id = h.ticket AND n.status = 4
                   AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.conversation = t.conversation AND d.is_open = 1)
             LIMIT $2",
            params![now, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}

/// The same of tickets whose files are to be removed now.
pub async fn files_due(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch(
            "SELECT t.conversation FROM brand_retention r
             CROSS JOIN tickets t CROSS JOIN threads h CROSS JOIN tickets n
             WHERE r.files_days IS NOT NULL AND t.brand = r.brand AND t.status = 4 AND t.has_no_files = 0
                   AND t.stirred_at <= $1 - r.files_days * 86400000000
                   AND h.conversation = t.conversation AND n.id = h.ticket AND n.status = 4
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

/// How many files would go with tickets with which nothing has happened since a moment, counted up to a number.
pub async fn count_files_due(tx: &mut Tx<'_>, brand: AccountId, until: Timestamp, most: u32) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM
             (SELECT DISTINCT a.id FROM tickets t
              JOIN threads h ON h.conversation = t.conversation JOIN tickets n ON n.id = h.ticket AND n.status = 4
              JOIN attachments a ON a.conversation = t.conversation AND a.seq IS NOT NULL
              WHERE t.brand = $1 AND t.status = 4 AND t.has_no_files = 0 AND t.stirred_at <= $2
                    AND NOT EXISTS (SELECT 1 FROM disputes d WHERE d.conversation = t.conversation AND d.is_open = 1)
                    AND NOT EXISTS (SELECT 1 FROM tickets k WHERE k.conversation = t.conversation
                                    AND k.opened_seq <= a.seq AND k.stirred_at > $3)
              LIMIT $4) AS counted",
            params![brand, until, until, most],
        )
        .await?;
    Ok(count)
}
