//! Drafts: what a member has begun to write in a conversation.

use subrosa_proto::conversation::Draft;
use subrosa_proto::{AccountId, ConversationId, Timestamp};

use crate::value::params;
use crate::{Error, Tx};

/// Keeps a draft in place of the one before.
pub async fn save(
    tx: &mut Tx<'_>,
    account: AccountId,
    conversation: ConversationId,
    text: &str,
    at: Timestamp,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO drafts (account, conversation, text, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, conversation) DO UPDATE SET text = excluded.text, at = excluded.at",
        params![account, conversation, text, at],
    )
    .await?;
    Ok(())
}

/// Removes a draft.
pub async fn remove(tx: &mut Tx<'_>, account: AccountId, conversation: ConversationId) -> Result<(), Error> {
    tx.execute("DELETE FROM drafts WHERE account = $1 AND conversation = $2", params![account, conversation]).await?;
    Ok(())
}

/// What an account has begun to write in a conversation: for a member of a brand, who is no member of the conversation.
pub async fn find(tx: &mut Tx<'_>, account: AccountId, conversation: ConversationId) -> Result<Option<Draft>, Error> {
    let found: Option<(String, Timestamp)> = tx
        .fetch_optional(
            "SELECT text, at FROM drafts WHERE account = $1 AND conversation = $2",
            params![account, conversation],
        )
        .await?;
    Ok(found.map(|(text, at)| Draft { text, at }))
}
