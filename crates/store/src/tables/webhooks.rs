//! Addresses of brands that are told what happens. A secret leaves the store to sign, and for nothing else.

use subrosa_proto::webhook::{Webhook, WebhookEvent};
use subrosa_proto::{AccountId, Timestamp, WebhookId};

use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// The bit of each kind of event. Never given to another.
const BITS: [(WebhookEvent, i64); 4] = [
    (WebhookEvent::MessageCreated, 1),
    (WebhookEvent::TicketChanged, 2),
    (WebhookEvent::ThreadTaken, 4),
    (WebhookEvent::ThreadHandedOver, 8),
];

/// The bit of a kind of event; 0 for a test.
pub(super) fn bit(event: Option<WebhookEvent>) -> i64 {
    event.and_then(|event| BITS.iter().find(|(one, _)| *one == event)).map_or(0, |(_, bit)| *bit)
}

/// The kind of event that has a bit.
pub(super) fn event_of(bit: i64) -> Option<WebhookEvent> {
    BITS.iter().find(|(_, one)| *one == bit).map(|(event, _)| *event)
}

/// An address, with what it takes to tell it something.
#[derive(Clone, PartialEq, Eq)]
pub struct Target {
    pub brand: AccountId,
    pub webhook: Webhook,
    pub secret: String,
}

impl std::fmt::Debug for Target {
    /// Without the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Target({:?})", self.webhook.id)
    }
}

impl FromRow for Webhook {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bits: i64 = row.get(2)?;
        Ok(Self {
            id: row.get(0)?,
            url: row.get(1)?,
            events: BITS.iter().filter(|(_, bit)| bits & bit != 0).map(|(event, _)| *event).collect(),
            on: row.get(3)?,
            created_at: row.get(4)?,
            failing_since: row.get(5)?,
            gave_up_at: row.get(6)?,
        })
    }
}

impl FromRow for Target {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { webhook: Webhook::from_row(row)?, brand: row.get(7)?, secret: row.get(8)? })
    }
}

fn bits_of(events: &[WebhookEvent]) -> i64 {
    events.iter().fold(0, |bits, event| bits | bit(Some(*event)))
}

/// Adds one.
pub async fn insert(tx: &mut Tx<'_>, brand: AccountId, webhook: &Webhook, secret: &str) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO webhooks (id, brand, url, secret, events, is_on, created_at, failing_since, gave_up_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, NULL, NULL)",
        params![
            webhook.id,
            brand,
            &webhook.url,
            secret,
            bits_of(&webhook.events),
            i64::from(webhook.on),
            webhook.created_at
        ],
    )
    .await?;
    count(tx, brand).await
}

/// Changes one, which begins anew by that; false when the brand has no such webhook.
pub async fn update(
    tx: &mut Tx<'_>,
    (brand, id): (AccountId, WebhookId),
    (url, events, on): (&str, &[WebhookEvent], bool),
) -> Result<bool, Error> {
    let changed = tx
        .execute(
            "UPDATE webhooks SET url = $1, events = $2, is_on = $3, failing_since = NULL, gave_up_at = NULL
             WHERE id = $4 AND brand = $5",
            params![url, bits_of(events), i64::from(on), id, brand],
        )
        .await?;
    count(tx, brand).await?;
    Ok(changed > 0)
}

/// Removes one with all that is known of what it was told; false when the brand has no such webhook.
pub async fn remove(tx: &mut Tx<'_>, (brand, id): (AccountId, WebhookId)) -> Result<bool, Error> {
    if tx.execute("DELETE FROM webhooks WHERE id = $1 AND brand = $2", params![id, brand]).await? == 0 {
        return Ok(false);
    }
    tx.execute("DELETE FROM webhook_threads WHERE webhook = $1", params![id]).await?;
    tx.execute("DELETE FROM webhook_deliveries WHERE webhook = $1", params![id]).await?;
    count(tx, brand).await?;
    Ok(true)
}

/// A brand's webhooks, the oldest first.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<Webhook>, Error> {
    tx.fetch(
        "SELECT id, url, events, is_on > 0, created_at, failing_since, gave_up_at
         FROM webhooks WHERE brand = $1 ORDER BY id LIMIT $2",
        params![brand, limit],
    )
    .await
}

/// One of them, with its secret.
pub async fn find(tx: &mut Tx<'_>, id: WebhookId) -> Result<Option<Target>, Error> {
    tx.fetch_optional(
        "SELECT id, url, events, is_on > 0, created_at, failing_since, gave_up_at, brand, secret
         FROM webhooks WHERE id = $1",
        params![id],
    )
    .await
}

/// Notes since when nothing has reached it, or that something has.
pub async fn set_failing(tx: &mut Tx<'_>, id: WebhookId, since: Option<Timestamp>) -> Result<(), Error> {
    tx.execute("UPDATE webhooks SET failing_since = $1 WHERE id = $2", params![since, id]).await?;
    Ok(())
}

/// Switches one off that nothing reaches; false when it is off already.
pub async fn give_up(tx: &mut Tx<'_>, (brand, id): (AccountId, WebhookId), at: Timestamp) -> Result<bool, Error> {
    let changed = tx
        .execute("UPDATE webhooks SET is_on = 0, gave_up_at = $1 WHERE id = $2 AND is_on > 0", params![at, id])
        .await?;
    count(tx, brand).await?;
    Ok(changed > 0)
}

/// Counts how many of a brand's are on.
async fn count(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    tx.execute(
        "UPDATE brands SET webhooks = (SELECT count(*) FROM webhooks WHERE brand = $1 AND is_on > 0) WHERE account = $1",
        params![brand],
    )
    .await?;
    Ok(())
}
