//! What contacts do elsewhere, as their brands' systems tell it. An event is told once and stays as it is, for as
//! long as its brand keeps it.

use subrosa_proto::custom_event::CustomEvent;
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use super::contact_changes::What;
use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// An event, under the number by which it is ordered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered {
    pub number: i64,
    pub event: CustomEvent,
}

impl FromRow for Numbered {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let properties: String = row.get(4)?;
        let properties = serde_json::from_str(&properties)
            .map_err(|_| Error::Corrupt("the properties of an event are no object".to_owned()))?;
        let event = CustomEvent { id: row.get(1)?, name: row.get(2)?, at: row.get(3)?, properties };
        Ok(Self { number: row.get(0)?, event })
    }
}

/// Keeps an event of a contact, by its teller's id alone; false when the brand has one of it.
pub async fn insert(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    event: &Numbered,
    now: Timestamp,
) -> Result<bool, Error> {
    let told = Tracked { contact, told_at: Timestamp::default(), event: event.clone() };
    Ok(insert_many(tx, brand, &[told], now).await? == [true])
}

/// An event as a tracking call tells it: whose, when its teller says that it was, and what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracked {
    pub contact: ConversationId,
    pub told_at: Timestamp,
    pub event: Numbered,
}

/// Keeps events, each by its teller's id and moment; for each whether it is new.
pub async fn insert_many(
    tx: &mut Tx<'_>,
    brand: AccountId,
    events: &[Tracked],
    now: Timestamp,
) -> Result<Vec<bool>, Error> {
    let written = |event: &CustomEvent| serde_json::to_string(&event.properties);
    let properties = events.iter().map(|tracked| written(&tracked.event.event)).collect::<Result<Vec<_>, _>>();
    let properties = properties.map_err(|error| Error::Bug(error.to_string()))?;
    let rows: Vec<_> = events
        .iter()
        .zip(&properties)
        .map(|(Tracked { contact, told_at, event: Numbered { number, event } }, properties)| {
            values![*number, brand, *contact, &event.id, &event.name, event.at, now, properties, *told_at]
        })
        .collect();
    let added = tx
        .fetch_many(
            "INSERT INTO custom_events (id, brand, contact, reference, name, at, recorded_at, properties, told_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (brand, told_at, reference) DO NOTHING
             RETURNING id",
            &rows,
        )
        .await?;
    let is_new: Vec<bool> = added.into_iter().map(|rows: Vec<(i64,)>| !rows.is_empty()).collect();
    for (tracked, _) in events.iter().zip(&is_new).filter(|(_, is_new)| **is_new) {
        tx.note_contact(brand, tracked.contact, What::EVENTS);
    }
    Ok(is_new)
}

/// The events of a contact before a moment and number, the newest first.
pub async fn newest(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    behind: (Timestamp, i64),
    limit: u32,
) -> Result<Vec<Numbered>, Error> {
    tx.fetch(
        "SELECT id, reference, name, at, properties
         FROM custom_events WHERE brand = $1 AND contact = $2 AND (at, id) < ($3, $4)
         ORDER BY at DESC, id DESC LIMIT $5",
        params![brand, contact, behind.0, behind.1, limit],
    )
    .await
}

/// What contacts did under a name since a moment, each time with its properties, as JSON: the first first, one list for each.
pub async fn did_since(
    tx: &mut Tx<'_>,
    brand: AccountId,
    name: &str,
    since: Timestamp,
    contacts: &[ConversationId],
) -> Result<Vec<Vec<(Timestamp, String)>>, Error> {
    let rows: Vec<_> = contacts.iter().map(|contact| values![brand, *contact, since, name]).collect();
    tx.fetch_many(
        "SELECT at, properties FROM custom_events
         WHERE brand = $1 AND contact = $2 AND at >= $3 AND name = $4 ORDER BY at, id",
        &rows,
    )
    .await
}

/// The contacts behind one who did something under a name since a moment, in rising order.
pub async fn who_did(
    tx: &mut Tx<'_>,
    brand: AccountId,
    (name, since): (&str, Timestamp),
    after: ConversationId,
    limit: u32,
) -> Result<Vec<ConversationId>, Error> {
    let found = tx
        .fetch(
            "SELECT DISTINCT contact FROM custom_events
             WHERE brand = $1 AND name = $2 AND at >= $3 AND contact > $4 ORDER BY contact LIMIT $5",
            params![brand, name, since, after, limit],
        )
        .await?;
    Ok(found.into_iter().map(|(contact,)| contact).collect())
}

/// Removes events that their brands keep no longer, so many at once; how many they were. A cross join keeps the order: first the brands that keep
/// them for so long only, or SQLite may look at everyone's events for none.
pub async fn remove_old(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<u64, Error> {
    let removed: Vec<(AccountId, ConversationId)> = tx
        .fetch(
            "DELETE FROM custom_events WHERE id IN
             (SELECT e.id FROM brand_retention r
              CROSS JOIN custom_events e
              WHERE r.custom_events_days IS NOT NULL AND e.brand = r.brand AND e.at <= $1 - r.custom_events_days * 86400000000
              LIMIT $2)
             RETURNING brand, contact",
            params![now, limit],
        )
        .await?;
    tx.note_contacts(&removed, What::EVENTS);
    Ok(removed.len() as u64)
}

/// Whether there are any.
pub async fn is_any_old(tx: &mut Tx<'_>, now: Timestamp) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT e.id FROM brand_retention r
             CROSS JOIN custom_events e
             WHERE r.custom_events_days IS NOT NULL AND e.brand = r.brand AND e.at <= $1 - r.custom_events_days * 86400000000
             LIMIT 1",
            params![now],
        )
        .await?;
    Ok(found.is_some())
}

/// How many events of a brand happened until a moment, counted up to a number.
pub async fn count_old(tx: &mut Tx<'_>, brand: AccountId, until: Timestamp, most: u32) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM (SELECT 1 FROM custom_events WHERE brand = $1 AND at <= $2 LIMIT $3) AS counted",
            params![brand, until, most],
        )
        .await?;
    Ok(count)
}
