//! Tries to verify orders: how often someone failed within a span of time. They are kept, so that neither a restart nor another node
//! begins anew.

use subrosa_proto::{AccountId, Timestamp};

use crate::value::{number_of, params};
use crate::{Error, Tx};

/// What tries are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedBy {
    /// All customers of the brand.
    Brand,
    /// One conversation.
    Conversation,
    /// One order's number, over all conversations.
    Number,
    /// One of the brand's members.
    Member,
}

const KINDS: [(CountedBy, i64); 4] =
    [(CountedBy::Brand, 1), (CountedBy::Conversation, 2), (CountedBy::Number, 3), (CountedBy::Member, 4)];
number_of!(CountedBy, KINDS);

/// A count: whose, by what, and which of these.
pub type Key<'a> = (AccountId, CountedBy, &'a str);

/// Counts one more, and keeps others from counting until the transaction ends. A count that began at `expired` or before begins
/// anew. Returns how many there are now, and since when they are counted.
pub async fn count(
    tx: &mut Tx<'_>,
    (brand, by, subject): Key<'_>,
    now: Timestamp,
    expired: Timestamp,
) -> Result<(i64, Timestamp), Error> {
    tx.fetch_one(
        "INSERT INTO order_attempts (brand, kind, subject, since, failures) VALUES ($1, $2, $3, $4, 1)
         ON CONFLICT (brand, kind, subject) DO UPDATE SET
             failures = CASE WHEN order_attempts.since <= $5 THEN 1 ELSE order_attempts.failures + 1 END,
             since = CASE WHEN order_attempts.since <= $5 THEN excluded.since ELSE order_attempts.since END
         RETURNING failures, since",
        params![brand, by, subject, now, expired],
    )
    .await
}

/// Takes one back that was no failure.
pub async fn uncount(tx: &mut Tx<'_>, (brand, by, subject): Key<'_>) -> Result<(), Error> {
    tx.execute(
        "UPDATE order_attempts SET failures = failures - 1 WHERE brand = $1 AND kind = $2 AND subject = $3",
        params![brand, by, subject],
    )
    .await?;
    Ok(())
}

/// Forgets what customers of a brand tried, where counting began at `expired` or before.
pub async fn forget(tx: &mut Tx<'_>, brand: AccountId, expired: Timestamp) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM order_attempts WHERE brand = $1 AND kind IN (2, 3) AND since <= $2",
        params![brand, expired],
    )
    .await?;
    Ok(())
}
