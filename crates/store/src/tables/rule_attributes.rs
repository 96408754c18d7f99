//! What is known of customers and was changed while rules wait for that, until they were asked.

use subrosa_proto::{ConversationId, Timestamp};

use crate::value::{params, values};
use crate::{Error, Tx};

/// Notes that attributes of a contact were changed.
pub async fn note_many(
    tx: &mut Tx<'_>,
    conversation: ConversationId,
    attributes: &[&str],
    at: Timestamp,
) -> Result<(), Error> {
    let rows: Vec<_> = attributes.iter().map(|attribute| values![conversation, *attribute, at]).collect();
    tx.execute_many(
        "INSERT INTO rule_attributes (conversation, attribute, at) VALUES ($1, $2, $3)
         ON CONFLICT (conversation, attribute) DO UPDATE SET at = excluded.at",
        &rows,
    )
    .await
}

/// Which were changed, and when.
pub async fn of_conversation(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Vec<(String, Timestamp)>, Error> {
    tx.fetch("SELECT attribute, at FROM rule_attributes WHERE conversation = $1 ORDER BY at", params![conversation])
        .await
}

/// Rules were asked about them; what was changed again since stays.
pub async fn remove_many(tx: &mut Tx<'_>, heard: &[(ConversationId, String, Timestamp)]) -> Result<(), Error> {
    let rows: Vec<_> = heard.iter().map(|(conversation, name, at)| values![*conversation, name, *at]).collect();
    tx.execute_many("DELETE FROM rule_attributes WHERE conversation = $1 AND attribute = $2 AND at = $3", &rows).await
}

/// The conversations of contacts that were changed before a moment, the longest ago first; each once or several times.
pub async fn before(tx: &mut Tx<'_>, at: Timestamp, limit: u32) -> Result<Vec<ConversationId>, Error> {
    let found: Vec<(ConversationId,)> = tx
        .fetch("SELECT conversation FROM rule_attributes WHERE at <= $1 ORDER BY at LIMIT $2", params![at, limit])
        .await?;
    Ok(found.into_iter().map(|(conversation,)| conversation).collect())
}
