//! What is so of all contacts of a brand at once, each answer along the index that begins with what is asked for, and the same of single ones.
//! Contacts come in no order unless said, and as often as they are found.
//!
//! Never: what a condition means. That is `segment`'s.

use subrosa_proto::{AccountId, ConversationId, Timestamp};

use super::order_words::WordKind;
use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// Letters of a value that stand in the index.
const VALUE_CHARACTERS: usize = 200;

fn contacts(found: Vec<(ConversationId,)>) -> Vec<ConversationId> {
    found.into_iter().map(|(contact,)| contact).collect()
}

/// All contacts of a brand, in rising order: all who have a conversation with it.
pub async fn all(tx: &mut Tx<'_>, brand: AccountId) -> Result<Vec<ConversationId>, Error> {
    let found =
        tx.fetch("SELECT conversation FROM members WHERE account = $1 ORDER BY conversation", params![brand]).await?;
    Ok(contacts(found))
}

/// Who has an attribute, and its value.
pub async fn with_attribute(
    tx: &mut Tx<'_>,
    brand: AccountId,
    attribute: &str,
) -> Result<Vec<(ConversationId, String)>, Error> {
    let mut found: Vec<(ConversationId, String)> = tx
        .fetch(
            "SELECT contact, substr(value, 1, 200) FROM contact_values
             WHERE brand = $1 AND attribute = $2 AND substr(value, 1, 200) >= ''",
            params![brand, attribute],
        )
        .await?;
    // Of what is long the index has the beginning.
    let long: Vec<usize> =
        (0..found.len()).filter(|place| found[*place].1.chars().count() >= VALUE_CHARACTERS).collect();
    let rows: Vec<_> = long.iter().map(|place| values![brand, found[*place].0, attribute]).collect();
    let whole: Vec<Vec<(String,)>> = tx
        .fetch_many("SELECT value FROM contact_values WHERE brand = $1 AND contact = $2 AND attribute = $3", &rows)
        .await?;
    for (place, value) in long.into_iter().zip(whole.into_iter().flatten()) {
        found[place].1 = value.0;
    }
    Ok(found)
}

/// Contacts who agree to hear of a topic here.
pub async fn consenting(tx: &mut Tx<'_>, brand: AccountId, topic: &str) -> Result<Vec<ConversationId>, Error> {
    let found = tx
        .fetch(
            "SELECT contact FROM consents WHERE brand = $1 AND topic = $2 AND channel = 1 AND state = 1",
            params![brand, topic],
        )
        .await?;
    Ok(contacts(found))
}

/// The topics of which single contacts agree to hear here, one list for each.
pub async fn topics_of(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: &[ConversationId],
) -> Result<Vec<Vec<(String,)>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![brand, *contact]).collect();
    tx.fetch_many("SELECT topic FROM consents WHERE brand = $1 AND contact = $2 AND channel = 1 AND state = 1", &rows)
        .await
}

/// Who did something, and when, once for each time.
pub async fn did(tx: &mut Tx<'_>, brand: AccountId, name: &str) -> Result<Vec<(ConversationId, Timestamp)>, Error> {
    tx.fetch(
        "SELECT contact, at FROM custom_events WHERE brand = $1 AND name = $2 AND at >= $3",
        params![brand, name, Timestamp::from_microseconds(i64::MIN)],
    )
    .await
}

/// What single contacts did, and when, one list for each.
pub async fn events_of(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: &[ConversationId],
) -> Result<Vec<Vec<(String, Timestamp)>>, Error> {
    let ever = Timestamp::from_microseconds(i64::MIN);
    let rows: Vec<_> = contacts.iter().map(|contact| values![brand, *contact, ever]).collect();
    // With the moment SQLite takes the contact's own index; without it, it reads everyone's events in the one that begins with names.
    tx.fetch_many("SELECT name, at FROM custom_events WHERE brand = $1 AND contact = $2 AND at >= $3", &rows).await
}

/// Who did something from one moment on and before another, each time with its properties, as JSON.
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

/// An order that was not cancelled, as it is added up.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    pub contact: ConversationId,
    pub placed_at: Timestamp,
    pub currency: String,
    /// What was paid, less what was given back.
    pub value: i64,
    pub refunded: i64,
}

impl FromRow for Counted {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            contact: row.get(0)?,
            placed_at: row.get(1)?,
            currency: row.get(2)?,
            value: row.get(3)?,
            refunded: row.get(4)?,
        })
    }
}

/// What everyone ordered.
pub async fn ordered(tx: &mut Tx<'_>, brand: AccountId) -> Result<Vec<Counted>, Error> {
    tx.fetch(
        "SELECT contact, placed_at, currency, value, refunded FROM contact_orders
         WHERE brand = $1 AND placed_at >= $2 AND counts = 1",
        params![brand, Timestamp::from_microseconds(i64::MIN)],
    )
    .await
}

/// What single contacts ordered, one list for each.
pub async fn orders_of(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: &[ConversationId],
) -> Result<Vec<Vec<Counted>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![brand, *contact]).collect();
    tx.fetch_many(
        "SELECT contact, placed_at, currency, value, refunded FROM contact_orders
         WHERE brand = $1 AND contact = $2 AND counts = 1",
        &rows,
    )
    .await
}

/// One order of a contact's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OneOrder {
    pub order: i64,
    pub counted: Counted,
}

impl FromRow for OneOrder {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { counted: Counted::from_row(row)?, order: row.get(5)? })
    }
}

/// The orders that have a thing with this word, of all contacts whose they are; cancelled ones are not among them.
pub async fn with_word(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (kind, word): (WordKind, &str),
) -> Result<Vec<OneOrder>, Error> {
    tx.fetch(
        "SELECT l.contact, l.placed_at, l.currency, l.value, l.refunded, l.order_id
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
