//! Events: the conversations' logs. Rows are only ever added; what they say can be removed.

use serde_json::value::RawValue;
use subrosa_proto::body::EMPTIED;
use subrosa_proto::event::{Event, EventKind};
use subrosa_proto::{AccountId, ClientId, ConversationId, EventId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

const MESSAGE: i64 = 1;

/// A message to append, its place already taken.
#[derive(Clone, Copy)]
pub struct NewMessage<'a> {
    pub id: EventId,
    pub conversation: ConversationId,
    pub seq: i64,
    pub author: AccountId,
    pub client_id: ClientId,
    pub at: Timestamp,
    /// The change numbers that bring it to the members, the lower account's first.
    pub numbers: [i64; 2],
    /// The canonical bytes of the body.
    pub body: &'a [u8],
}

impl FromRow for Event {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let kind = match row.get::<i64>(2)? {
            MESSAGE => EventKind::Message,
            other => return Err(Error::Corrupt(format!("an event of kind {other}"))),
        };
        let bytes: Vec<u8> = row.get(6)?;
        let body = String::from_utf8(bytes)
            .ok()
            .and_then(|text| RawValue::from_string(text).ok())
            .ok_or_else(|| Error::Corrupt("an event's body is not JSON".to_owned()))?;
        Ok(Self {
            seq: row.get(0)?,
            id: row.get(1)?,
            kind,
            author: row.get(3)?,
            client_id: row.get(4)?,
            at: row.get(5)?,
            body,
        })
    }
}

/// Appends messages.
///
/// # Errors
/// [`Error::Conflict`] when a seq, a client id or an id is taken.
pub async fn insert_many(tx: &mut Tx<'_>, messages: &[NewMessage<'_>]) -> Result<(), Error> {
    let rows: Vec<_> = messages
        .iter()
        .map(|message| {
            let [low, high] = message.numbers;
            values![
                message.id,
                message.conversation,
                message.seq,
                MESSAGE,
                message.author,
                &message.client_id,
                message.at,
                low,
                high,
                message.body
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO events (id, conversation, seq, kind, author, client_id, at, low_number, high_number, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &rows,
    )
    .await
}

/// The name of a send: where, by whom, under which client id.
pub type SendName = (ConversationId, AccountId, ClientId);

/// The events that authors sent under client ids, one for each name.
pub async fn find_by_client_ids(tx: &mut Tx<'_>, names: &[SendName]) -> Result<Vec<Option<Event>>, Error> {
    let rows: Vec<_> =
        names.iter().map(|(conversation, author, client_id)| values![*conversation, *author, client_id]).collect();
    let found = tx
        .fetch_many(
            "SELECT seq, id, kind, author, client_id, at, body FROM events
             WHERE conversation = $1 AND author = $2 AND client_id = $3",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Event>| rows.into_iter().next()).collect())
}

/// Up to `limit` events older than `before`, newest first.
pub async fn older(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    before: i64,
    limit: u32,
) -> Result<Vec<Event>, Error> {
    tx.fetch(
        "SELECT seq, id, kind, author, client_id, at, body FROM events
         WHERE conversation = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
        params![conversation, before, limit],
    )
    .await
}

/// Up to `limit` events newer than `after`, oldest first.
pub async fn newer(tx: &mut Tx<'_>, conversation: ConversationId, after: i64, limit: u32) -> Result<Vec<Event>, Error> {
    tx.fetch(
        "SELECT seq, id, kind, author, client_id, at, body FROM events
         WHERE conversation = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        params![conversation, after, limit],
    )
    .await
}

/// The first event after a seq that is not by this account, one for each conversation, seq and account.
pub async fn next_of_other(
    tx: &mut Tx<'_>,
    after: &[(ConversationId, i64, AccountId)],
) -> Result<Vec<Option<Event>>, Error> {
    let rows: Vec<_> =
        after.iter().map(|(conversation, seq, account)| values![*conversation, *seq, *account]).collect();
    let found = tx
        .fetch_many(
            "SELECT seq, id, kind, author, client_id, at, body FROM events
             WHERE conversation = $1 AND seq > $2 AND author <> $3 ORDER BY seq LIMIT 1",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Event>| rows.into_iter().next()).collect())
}

/// The events from `lowest` to `newest`, both included, oldest first.
pub async fn between(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    lowest: i64,
    newest: i64,
) -> Result<Vec<Event>, Error> {
    tx.fetch(
        "SELECT seq, id, kind, author, client_id, at, body FROM events
         WHERE conversation = $1 AND seq >= $2 AND seq <= $3 ORDER BY seq",
        params![conversation, lowest, newest],
    )
    .await
}

/// The events at places in logs, one for each.
pub async fn at_many(tx: &mut Tx<'_>, places: &[(ConversationId, i64)]) -> Result<Vec<Option<Event>>, Error> {
    let rows: Vec<_> = places.iter().map(|(conversation, seq)| values![*conversation, *seq]).collect();
    let found = tx
        .fetch_many(
            "SELECT seq, id, kind, author, client_id, at, body FROM events WHERE conversation = $1 AND seq = $2",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Event>| rows.into_iter().next()).collect())
}

/// The id of the event at a seq.
pub async fn id_at(tx: &mut Tx<'_>, conversation: ConversationId, seq: i64) -> Result<Option<EventId>, Error> {
    let found: Option<(EventId,)> = tx
        .fetch_optional("SELECT id FROM events WHERE conversation = $1 AND seq = $2", params![conversation, seq])
        .await?;
    Ok(found.map(|(id,)| id))
}

/// The newest seq above `floor` that reached a member up to a change number, or `floor` when there is none; `side` is 0 for the
/// lower account. The events after it are new to whoever has seen that number.
///
/// Walks back from the newest event, so it costs as much as there are such events, and stops at `floor`.
pub async fn seq_at_number(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    side: usize,
    floor: i64,
    number: i64,
) -> Result<i64, Error> {
    let sql = if side == 0 {
        "SELECT seq FROM events WHERE conversation = $1 AND seq > $2 AND low_number <= $3 ORDER BY seq DESC LIMIT 1"
    } else {
        "SELECT seq FROM events WHERE conversation = $1 AND seq > $2 AND high_number <= $3 ORDER BY seq DESC LIMIT 1"
    };
    let found: Option<(i64,)> = tx.fetch_optional(sql, params![conversation, floor, number]).await?;
    Ok(found.map_or(floor, |(seq,)| seq))
}

/// How many messages of others a member has in (after, up_to].
pub async fn count_inbound(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    reader: AccountId,
    after: i64,
    up_to: i64,
) -> Result<i64, Error> {
    let (count,) = tx
        .fetch_one(
            "SELECT count(*) FROM events WHERE conversation = $1 AND author <> $2 AND seq > $3 AND seq <= $4",
            params![conversation, reader, after, up_to],
        )
        .await?;
    Ok(count)
}

/// Removes the contents of the events in (after, through].
pub async fn empty(tx: &mut Tx<'_>, conversation: ConversationId, after: i64, through: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE events SET body = $1 WHERE conversation = $2 AND seq > $3 AND seq <= $4",
        params![EMPTIED.as_bytes(), conversation, after, through],
    )
    .await?;
    Ok(())
}
