//! What contacts did in a span of time that can be a campaign's goal.

use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::values;
use crate::{Error, Tx};

/// Of whom and what, from one moment on and before another.
pub type Span = (AccountId, ConversationId, Timestamp, Timestamp);

/// When contacts first did something in a span of time, one answer for each.
pub async fn first_did(tx: &mut Tx<'_>, name: &str, spans: &[Span]) -> Result<Vec<Option<Timestamp>>, Error> {
    let rows: Vec<_> =
        spans.iter().map(|(brand, contact, from, before)| values![*brand, *contact, *from, *before, name]).collect();
    let found = tx
        .fetch_many(
            "SELECT at FROM custom_events
             WHERE brand = $1 AND contact = $2 AND at >= $3 AND at < $4 AND name = $5 ORDER BY at LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(Timestamp,)>| rows.first().map(|(at,)| *at)).collect())
}

/// What contacts ordered in a span of time: when, in which currency, what for; one list for each.
pub async fn ordered(tx: &mut Tx<'_>, spans: &[Span]) -> Result<Vec<Vec<(Timestamp, String, i64)>>, Error> {
    let rows: Vec<_> =
        spans.iter().map(|(brand, contact, from, before)| values![*brand, *contact, *from, *before]).collect();
    let found: Vec<Vec<Bought>> = tx
        .fetch_many(
            "SELECT placed_at, currency, value FROM contact_orders
             WHERE brand = $1 AND contact = $2 AND placed_at >= $3 AND placed_at < $4 AND counts = 1 ORDER BY placed_at",
            &rows,
        )
        .await?;
    let plain = |one: Bought| (one.placed_at, one.currency, one.value);
    Ok(found.into_iter().map(|rows| rows.into_iter().map(plain).collect()).collect())
}

struct Bought {
    placed_at: Timestamp,
    currency: String,
    value: i64,
}

impl FromRow for Bought {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { placed_at: row.get(0)?, currency: row.get(1)?, value: row.get(2)? })
    }
}
