//! What contacts have agreed to: entries that are only ever added, and which of them counts. Whoever adds one holds the lock of the
//! customer's account.

use subrosa_proto::consent::{ConsentChannel, ConsentSource, ConsentState};
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use super::contact_changes::What;
use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const CHANNELS: [(ConsentChannel, i64); 1] = [(ConsentChannel::Subrosa, 1)];
number_of!(ConsentChannel, CHANNELS);

const STATES: [(ConsentState, i64); 2] = [(ConsentState::Granted, 1), (ConsentState::Withdrawn, 2)];
number_of!(ConsentState, STATES);

const SOURCES: [(ConsentSource, i64); 5] = [
    (ConsentSource::Customer, 1),
    (ConsentSource::Member, 2),
    (ConsentSource::Import, 3),
    (ConsentSource::Api, 4),
    (ConsentSource::Flow, 5),
];
number_of!(ConsentSource, SOURCES);

/// In place of a member where the customer did it.
const THEMSELVES: AccountId = AccountId::new(0);

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Larger than that of every entry before.
    pub id: i64,
    pub topic: String,
    pub channel: ConsentChannel,
    pub state: ConsentState,
    pub source: ConsentSource,
    pub at: Timestamp,
    pub recorded_at: Timestamp,
    /// None: the customer themselves.
    pub recorded_by: Option<AccountId>,
    pub text: String,
}

impl FromRow for Entry {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let recorded_by: AccountId = row.get(7)?;
        Ok(Self {
            id: row.get(0)?,
            topic: row.get(1)?,
            channel: row.get(2)?,
            state: row.get(3)?,
            source: row.get(4)?,
            at: row.get(5)?,
            recorded_at: row.get(6)?,
            recorded_by: (recorded_by != THEMSELVES).then_some(recorded_by),
            text: row.get(8)?,
        })
    }
}

/// Adds an entry. It is not what counts before [`set`] says so.
pub async fn insert(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    entry: &Entry,
) -> Result<(), Error> {
    let recorded_by = entry.recorded_by.unwrap_or(THEMSELVES);
    tx.execute(
        "INSERT INTO consent_entries (id, brand, contact, topic, channel, state, source, at, recorded_at, recorded_by, text)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        params![
            entry.id,
            brand,
            contact,
            &entry.topic,
            entry.channel,
            entry.state,
            entry.source,
            entry.at,
            entry.recorded_at,
            recorded_by,
            &entry.text
        ],
    )
    .await?;
    Ok(())
}

/// Lets an entry count, in place of another of its topic and channel.
pub async fn set(tx: &mut Tx<'_>, (brand, contact): (AccountId, ConversationId), entry: &Entry) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO consents (brand, contact, topic, channel, state, entry) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (brand, contact, topic, channel) DO UPDATE SET state = excluded.state, entry = excluded.entry",
        params![brand, contact, &entry.topic, entry.channel, entry.state, entry.id],
    )
    .await?;
    tx.note_contact(brand, contact, What::CONSENTS);
    Ok(())
}

/// How the consent stands by which something is about to be sent. Who changes it waits until this transaction ends, so that nothing is
/// sent by what was withdrawn before.
pub async fn hold(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    topic: &str,
    channel: ConsentChannel,
) -> Result<Option<ConsentState>, Error> {
    let row = values![brand, contact, topic, channel];
    tx.lock_many(
        "SELECT entry FROM consents WHERE brand = $1 AND contact = $2 AND topic = $3 AND channel = $4",
        &[row],
    )
    .await?;
    let found: Option<(ConsentState,)> = tx
        .fetch_optional(
            "SELECT state FROM consents WHERE brand = $1 AND contact = $2 AND topic = $3 AND channel = $4",
            params![brand, contact, topic, channel],
        )
        .await?;
    Ok(found.map(|(state,)| state))
}

/// The same of several contacts, one answer for each brand, contact and topic.
pub async fn hold_many(
    tx: &mut Tx<'_>,
    asked: &[(AccountId, ConversationId, &str)],
    channel: ConsentChannel,
) -> Result<Vec<Option<ConsentState>>, Error> {
    let rows: Vec<_> = asked.iter().map(|(brand, contact, topic)| values![*brand, *contact, *topic, channel]).collect();
    tx.lock_many("SELECT entry FROM consents WHERE brand = $1 AND contact = $2 AND topic = $3 AND channel = $4", &rows)
        .await?;
    states(tx, asked, channel).await
}

/// How consents stand, one answer for each brand, contact and topic: for those who only want to know.
pub async fn states(
    tx: &mut Tx<'_>,
    asked: &[(AccountId, ConversationId, &str)],
    channel: ConsentChannel,
) -> Result<Vec<Option<ConsentState>>, Error> {
    let rows: Vec<_> = asked.iter().map(|(brand, contact, topic)| values![*brand, *contact, *topic, channel]).collect();
    let found = tx
        .fetch_many(
            "SELECT state FROM consents WHERE brand = $1 AND contact = $2 AND topic = $3 AND channel = $4",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<(ConsentState,)>| rows.first().map(|(state,)| *state)).collect())
}

/// The entries that count, one for each topic and channel that there is something to know of.
pub async fn current(tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<Vec<Entry>, Error> {
    tx.fetch(
        "SELECT e.id, e.topic, e.channel, e.state, e.source, e.at, e.recorded_at, e.recorded_by, e.text
         FROM consents c JOIN consent_entries e ON e.id = c.entry WHERE c.brand = $1 AND c.contact = $2",
        params![brand, contact],
    )
    .await
}

/// The entries of a contact before a moment and id, the newest first.
pub async fn newest(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    behind: (Timestamp, i64),
    limit: u32,
) -> Result<Vec<Entry>, Error> {
    tx.fetch(
        "SELECT id, topic, channel, state, source, at, recorded_at, recorded_by, text
         FROM consent_entries WHERE brand = $1 AND contact = $2 AND (at, id) < ($3, $4)
         ORDER BY at DESC, id DESC LIMIT $5",
        params![brand, contact, behind.0, behind.1, limit],
    )
    .await
}

/// Whether an entry of a contact is known that says the same, from the same kind of source at the same moment.
pub async fn is_known(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    entry: &Entry,
) -> Result<bool, Error> {
    let found: Option<(i64,)> = tx
        .fetch_optional(
            "SELECT id FROM consent_entries WHERE brand = $1 AND contact = $2 AND at = $3 AND topic = $4
             AND channel = $5 AND state = $6 AND source = $7 LIMIT 1",
            params![brand, contact, entry.at, &entry.topic, entry.channel, entry.state, entry.source],
        )
        .await?;
    Ok(found.is_some())
}
