//! Of whom something is so: of all contacts of a brand at once, each answer along the index that begins with what is asked for. Contacts come in
//! rising order where that costs nothing, and otherwise as they are found, some more than once.
//!
//! Never: what a condition means. That is `segment`'s.

use subrosa_proto::{AccountId, ConversationId, Timestamp};

use super::order_words::WordKind;
use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// Letters of a value by which it is found.
pub const VALUE_CHARACTERS: usize = 200;

fn contacts(found: Vec<(ConversationId,)>) -> Vec<ConversationId> {
    found.into_iter().map(|(contact,)| contact).collect()
}

/// All contacts of a brand, in rising order: all who have a conversation with it.
pub async fn all(tx: &mut Tx<'_>, brand: AccountId) -> Result<Vec<ConversationId>, Error> {
    let found =
        tx.fetch("SELECT conversation FROM members WHERE account = $1 ORDER BY conversation", params![brand]).await?;
    Ok(contacts(found))
}

/// The values that an attribute has, each once; of long ones the first 200 letters.
pub async fn values(tx: &mut Tx<'_>, brand: AccountId, attribute: &str) -> Result<Vec<String>, Error> {
    // From each value to the next one behind it: as many steps as there are values, and not as there are contacts.
    let found: Vec<(String,)> = tx
        .fetch(
            "WITH RECURSIVE found(value) AS (
                 SELECT (SELECT substr(value, 1, 200) FROM contact_values WHERE brand = $1 AND attribute = $2
                         ORDER BY substr(value, 1, 200) LIMIT 1)
                 UNION ALL
                 SELECT (SELECT substr(v.value, 1, 200) FROM contact_values v
                         WHERE v.brand = $1 AND v.attribute = $2 AND substr(v.value, 1, 200) > found.value
                         ORDER BY substr(v.value, 1, 200) LIMIT 1)
                 FROM found WHERE found.value IS NOT NULL)
             SELECT value FROM found WHERE value IS NOT NULL",
            params![brand, attribute],
        )
        .await?;
    Ok(found.into_iter().map(|(value,)| value).collect())
}

/// Contacts whose value of an attribute begins with these letters, as [`values`] gives them, in rising order.
pub async fn with_value(
    tx: &mut Tx<'_>,
    brand: AccountId,
    attribute: &str,
    value: &str,
) -> Result<Vec<ConversationId>, Error> {
    let found = tx
        .fetch(
            "SELECT contact FROM contact_values
             WHERE brand = $1 AND attribute = $2 AND substr(value, 1, 200) = $3 ORDER BY contact",
            params![brand, attribute, value],
        )
        .await?;
    Ok(contacts(found))
}

/// The same contacts with their whole values, in no order.
pub async fn with_long_value(
    tx: &mut Tx<'_>,
    brand: AccountId,
    attribute: &str,
    value: &str,
) -> Result<Vec<(ConversationId, String)>, Error> {
    tx.fetch(
        "SELECT contact, value FROM contact_values WHERE brand = $1 AND attribute = $2 AND contact IN
         (SELECT contact FROM contact_values WHERE brand = $1 AND attribute = $2 AND substr(value, 1, 200) = $3)",
        params![brand, attribute, value],
    )
    .await
}

/// Contacts who have an attribute, each with the first letters of its value.
pub async fn with_any_value(
    tx: &mut Tx<'_>,
    brand: AccountId,
    attribute: &str,
) -> Result<Vec<(ConversationId, String)>, Error> {
    tx.fetch(
        "SELECT contact, substr(value, 1, 200) FROM contact_values WHERE brand = $1 AND attribute = $2",
        params![brand, attribute],
    )
    .await
}

/// Contacts who agree to hear of a topic here, in rising order.
pub async fn consenting(tx: &mut Tx<'_>, brand: AccountId, topic: &str) -> Result<Vec<ConversationId>, Error> {
    let found = tx
        .fetch(
            "SELECT contact FROM consents WHERE brand = $1 AND topic = $2 AND channel = 1 AND state = 1 ORDER BY contact",
            params![brand, topic],
        )
        .await?;
    Ok(contacts(found))
}

/// Who did something from one moment on and before another, once for each time.
pub async fn did(
    tx: &mut Tx<'_>,
    brand: AccountId,
    name: &str,
    (from, before): (Timestamp, Timestamp),
) -> Result<Vec<ConversationId>, Error> {
    let found = tx
        .fetch(
            "SELECT contact FROM custom_events WHERE brand = $1 AND name = $2 AND at >= $3 AND at < $4",
            params![brand, name, from, before],
        )
        .await?;
    Ok(contacts(found))
}

/// The same, each time with its properties, as JSON.
pub async fn did_with(
    tx: &mut Tx<'_>,
    brand: AccountId,
    name: &str,
    (from, before): (Timestamp, Timestamp),
) -> Result<Vec<(ConversationId, String)>, Error> {
    tx.fetch(
        "SELECT contact, properties FROM custom_events WHERE brand = $1 AND name = $2 AND at >= $3 AND at < $4",
        params![brand, name, from, before],
    )
    .await
}

/// One order of a contact's, as it is added up; cancelled ones are not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ordered {
    pub contact: ConversationId,
    pub placed_at: Timestamp,
    /// What was paid, less what was given back.
    pub value: i64,
    pub refunded: i64,
}

impl FromRow for Ordered {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { contact: row.get(0)?, placed_at: row.get(1)?, value: row.get(2)?, refunded: row.get(3)? })
    }
}

/// What everyone ordered from one moment on and before another, in a currency or in any, in no order: adding up by contact, a database
/// would put all of it in order first.
pub async fn ordered(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (from, before): (Timestamp, Timestamp),
    currency: Option<&str>,
) -> Result<Vec<Ordered>, Error> {
    match currency {
        Some(currency) => {
            tx.fetch(
                "SELECT contact, placed_at, value, refunded FROM contact_orders
                 WHERE brand = $1 AND placed_at >= $2 AND placed_at < $3 AND counts = 1 AND currency = $4",
                params![brand, from, before, currency],
            )
            .await
        }
        None => {
            tx.fetch(
                "SELECT contact, placed_at, value, refunded FROM contact_orders
                 WHERE brand = $1 AND placed_at >= $2 AND placed_at < $3 AND counts = 1",
                params![brand, from, before],
            )
            .await
        }
    }
}

/// Who ordered from one moment on and before another, once for each order.
pub async fn who_ordered(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (from, before): (Timestamp, Timestamp),
) -> Result<Vec<ConversationId>, Error> {
    let found = tx
        .fetch(
            "SELECT contact FROM contact_orders WHERE brand = $1 AND placed_at >= $2 AND placed_at < $3 AND counts = 1",
            params![brand, from, before],
        )
        .await?;
    Ok(contacts(found))
}

/// One order of a contact's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrder {
    pub contact: ConversationId,
    pub order: i64,
    pub placed_at: Timestamp,
    pub currency: String,
    pub value: i64,
    pub refunded: i64,
}

impl FromRow for OneOrder {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            contact: row.get(0)?,
            order: row.get(1)?,
            placed_at: row.get(2)?,
            currency: row.get(3)?,
            value: row.get(4)?,
            refunded: row.get(5)?,
        })
    }
}

/// The orders that have a thing with this word, of all contacts whose they are; cancelled ones are not among them.
pub async fn with_word(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (kind, word): (WordKind, &str),
) -> Result<Vec<OneOrder>, Error> {
    tx.fetch(
        "SELECT l.contact, l.order_id, l.placed_at, l.currency, l.value, l.refunded
         FROM order_words w JOIN contact_orders l ON l.order_id = w.order_id
         WHERE w.brand = $1 AND w.kind = $2 AND w.word = $3 AND l.counts = 1",
        params![brand, kind, word],
    )
    .await
}

/// In which currency most orders since a moment were paid.
pub async fn main_currency(tx: &mut Tx<'_>, brand: AccountId, since: Timestamp) -> Result<Option<String>, Error> {
    let found: Option<(String,)> = tx
        .fetch_optional(
            "SELECT currency FROM contact_orders WHERE brand = $1 AND placed_at >= $2 AND counts = 1
             GROUP BY currency ORDER BY count(*) DESC, currency LIMIT 1",
            params![brand, since],
        )
        .await?;
    Ok(found.map(|(currency,)| currency))
}
