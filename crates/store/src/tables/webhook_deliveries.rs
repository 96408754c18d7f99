//! What was tried lately with each address, for its brand to look at.

use subrosa_proto::webhook::WebhookDelivery;
use subrosa_proto::{ConversationId, DeliveryId, WebhookId};

use super::webhooks::{bit, event_of};
use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

/// Tries that are kept of each address.
pub const KEPT: u32 = 200;

const NOWHERE: ConversationId = ConversationId::new(0);

/// One try, and where what it told of stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried {
    pub delivery: WebhookDelivery,
    /// A message's seq, or that of an entry of the journal, and 0 in place of the other.
    pub seq: i64,
    pub journal: i64,
}

impl FromRow for Tried {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let conversation: ConversationId = row.get(3)?;
        Ok(Self {
            delivery: WebhookDelivery {
                id: row.get(0)?,
                at: row.get(1)?,
                event: event_of(row.get(2)?),
                conversation: (conversation != NOWHERE).then_some(conversation),
                message: row.get(6)?,
                attempt: row.get(7)?,
                status: row.get(8)?,
                took_ms: row.get(9)?,
            },
            seq: row.get(4)?,
            journal: row.get(5)?,
        })
    }
}

/// Keeps one, and no more than the newest [`KEPT`].
pub async fn insert(tx: &mut Tx<'_>, webhook: WebhookId, tried: &Tried) -> Result<(), Error> {
    let Tried { delivery, seq, journal } = tried;
    tx.execute(
        "INSERT INTO webhook_deliveries (webhook, id, at, event, conversation, seq, journal, message, attempt, status, took_ms)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            webhook,
            delivery.id,
            delivery.at,
            bit(delivery.event),
            delivery.conversation.unwrap_or(NOWHERE),
            *seq,
            *journal,
            &delivery.message,
            delivery.attempt,
            delivery.status,
            delivery.took_ms
        ],
    )
    .await?;
    tx.execute(
        "DELETE FROM webhook_deliveries WHERE webhook = $1 AND id <=
             (SELECT id FROM webhook_deliveries WHERE webhook = $1 ORDER BY id DESC LIMIT 1 OFFSET $2)",
        params![webhook, KEPT],
    )
    .await?;
    Ok(())
}

/// Those of an address, the newest first.
pub async fn list(tx: &mut Tx<'_>, webhook: WebhookId, limit: u32) -> Result<Vec<Tried>, Error> {
    tx.fetch(
        "SELECT id, at, event, conversation, seq, journal, message, attempt, status, took_ms
         FROM webhook_deliveries WHERE webhook = $1 ORDER BY id DESC LIMIT $2",
        params![webhook, limit],
    )
    .await
}

/// One of them.
pub async fn find(tx: &mut Tx<'_>, webhook: WebhookId, id: DeliveryId) -> Result<Option<Tried>, Error> {
    tx.fetch_optional(
        "SELECT id, at, event, conversation, seq, journal, message, attempt, status, took_ms
         FROM webhook_deliveries WHERE webhook = $1 AND id = $2",
        params![webhook, id],
    )
    .await
}
