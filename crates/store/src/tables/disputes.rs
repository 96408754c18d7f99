//! Disputes and their steps. Whoever writes one holds the lock of its conversation.

use subrosa_proto::dispute::{Dispute, DisputeStep};
use subrosa_proto::{AccountId, ClientId, ConversationId, DisputeId, OrderId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// In place of an order or a person where there is none.
const NONE: i64 = 0;

/// A step, as it is kept.
#[derive(Debug, Clone)]
pub struct Kept<'a> {
    pub dispute: DisputeId,
    pub conversation: ConversationId,
    pub step: &'a DisputeStep,
    /// The name and the whole of the command that it comes from, as JSON; nothing where time did it.
    pub command: Option<(ClientId, &'a str)>,
}

struct State(Dispute);

impl FromRow for State {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(0)?;
        let corrupt = |_| Error::Corrupt("a dispute is not of this version".to_owned());
        serde_json::from_slice(&bytes).map(Self).map_err(corrupt)
    }
}

struct Step(DisputeStep);

impl FromRow for Step {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(0)?;
        let corrupt = |_| Error::Corrupt("a step of a dispute is not of this version".to_owned());
        serde_json::from_slice(&bytes).map(Self).map_err(corrupt)
    }
}

/// A step, and whose it is.
struct OfDispute {
    dispute: DisputeId,
    step: DisputeStep,
}

impl FromRow for OfDispute {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(1)?;
        let corrupt = |_| Error::Corrupt("a step of a dispute is not of this version".to_owned());
        Ok(Self { dispute: row.get(0)?, step: serde_json::from_slice(&bytes).map_err(corrupt)? })
    }
}

/// Writes how a dispute stands, and when time has something to do there.
pub async fn save(
    tx: &mut Tx<'_>,
    brand: AccountId,
    dispute: &Dispute,
    rings_at: Option<Timestamp>,
) -> Result<(), Error> {
    let state = serde_json::to_vec(dispute).map_err(|error| Error::Bug(error.to_string()))?;
    let order = dispute.order.as_ref().map_or(OrderId::new(NONE), |order| order.id);
    tx.execute(
        "INSERT INTO disputes (id, brand, conversation, is_open, order_id, rings_at, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE SET is_open = excluded.is_open, order_id = excluded.order_id,
             rings_at = excluded.rings_at, state = excluded.state",
        params![dispute.id, brand, dispute.conversation, !dispute.state.has_ended(), order, rings_at, state.as_slice()],
    )
    .await?;
    Ok(())
}

/// Adds a step to a dispute's history.
pub async fn add_step(tx: &mut Tx<'_>, kept: &Kept<'_>) -> Result<(), Error> {
    let Kept { dispute, conversation, step, command } = kept;
    let bytes = serde_json::to_vec(step).map_err(|error| Error::Bug(error.to_string()))?;
    let author = step.by.unwrap_or(AccountId::new(NONE));
    let (client_id, command) = command.as_ref().map_or((None, ""), |(name, command)| (Some(name), *command));
    tx.execute(
        "INSERT INTO dispute_steps (dispute, number, conversation, author, client_id, command, step)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        params![*dispute, step.number, *conversation, author, client_id, command, bytes.as_slice()],
    )
    .await?;
    Ok(())
}

/// The dispute in which someone carried out a command of this name, and the command.
pub async fn find_command(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    author: AccountId,
    client_id: &ClientId,
) -> Result<Option<(DisputeId, String)>, Error> {
    tx.fetch_optional(
        "SELECT dispute, command FROM dispute_steps WHERE conversation = $1 AND author = $2 AND client_id = $3",
        params![conversation, author, client_id],
    )
    .await
}

/// A dispute of a conversation.
pub async fn find(tx: &mut Tx<'_>, conversation: ConversationId, id: DisputeId) -> Result<Option<Dispute>, Error> {
    let found: Option<State> = tx
        .fetch_optional("SELECT state FROM disputes WHERE id = $1 AND conversation = $2", params![id, conversation])
        .await?;
    Ok(found.map(|State(dispute)| dispute))
}

/// The newest disputes of a conversation, the newest first.
pub async fn list(tx: &mut Tx<'_>, conversation: ConversationId, limit: u32) -> Result<Vec<Dispute>, Error> {
    let found: Vec<State> = tx
        .fetch(
            "SELECT state FROM disputes WHERE conversation = $1 ORDER BY id DESC LIMIT $2",
            params![conversation, limit],
        )
        .await?;
    Ok(found.into_iter().map(|State(dispute)| dispute).collect())
}

/// How many disputes a conversation has in all.
pub async fn count(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<i64, Error> {
    let (count,) = tx.fetch_one("SELECT count(*) FROM disputes WHERE conversation = $1", params![conversation]).await?;
    Ok(count)
}

/// The orders of a conversation's disputes that are open, one for each; nothing where a dispute is about none.
pub async fn open_orders(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<Option<OrderId>>, Error> {
    let found: Vec<(OrderId,)> = tx
        .fetch("SELECT order_id FROM disputes WHERE conversation = $1 AND is_open = 1", params![conversation])
        .await?;
    Ok(found.into_iter().map(|(order,)| Some(order).filter(|order| order.number() != NONE)).collect())
}

/// A dispute's steps, by rising number.
pub async fn history(tx: &mut Tx<'_>, dispute: DisputeId, limit: u32) -> Result<Vec<DisputeStep>, Error> {
    let found: Vec<Step> = tx
        .fetch("SELECT step FROM dispute_steps WHERE dispute = $1 ORDER BY number LIMIT $2", params![dispute, limit])
        .await?;
    Ok(found.into_iter().map(|Step(step)| step).collect())
}

/// Whether a dispute of a conversation is open.
pub async fn is_any_open(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<bool, Error> {
    let found: Option<(DisputeId,)> = tx
        .fetch_optional(
            "SELECT id FROM disputes WHERE conversation = $1 AND is_open = 1 LIMIT 1",
            params![conversation],
        )
        .await?;
    Ok(found.is_some())
}

/// Removes what was said in the steps of a conversation's disputes that the messages up to a seq tell, and the commands that they come
/// from, of which the names stay. What was done, when and by whom stays.
pub async fn empty(tx: &mut Tx<'_>, conversation: ConversationId, through: i64) -> Result<(), Error> {
    let found: Vec<OfDispute> =
        tx.fetch("SELECT dispute, step FROM dispute_steps WHERE conversation = $1", params![conversation]).await?;
    let mut emptied = Vec::new();
    for OfDispute { dispute, mut step } in found {
        if step.text.is_some() && step.seq.is_none_or(|seq| seq <= through) {
            step.text = None;
            let bytes = serde_json::to_vec(&step).map_err(|error| Error::Bug(error.to_string()))?;
            emptied.push((dispute, step.number, bytes));
        }
    }
    let rows: Vec<_> =
        emptied.iter().map(|(dispute, number, bytes)| values![bytes.as_slice(), *dispute, *number]).collect();
    tx.execute_many("UPDATE dispute_steps SET command = '', step = $1 WHERE dispute = $2 AND number = $3", &rows).await
}

/// Disputes in which time has something to do, the longest due first, with their conversations.
pub async fn ringing(tx: &mut Tx<'_>, now: Timestamp, limit: u32) -> Result<Vec<(ConversationId, DisputeId)>, Error> {
    tx.fetch(
        "SELECT conversation, id FROM disputes WHERE rings_at <= $1 ORDER BY rings_at LIMIT $2",
        params![now, limit],
    )
    .await
}
