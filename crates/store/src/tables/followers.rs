//! Which conversations brands' members follow.

use subrosa_proto::team::Followed;
use subrosa_proto::{AccountId, ConversationId};

use super::tickets::{Behind, Listed, ticket_columns};
use crate::row::{FromRow, Row};
use crate::value::params;
use crate::{Error, Tx};

impl FromRow for Followed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { conversation: row.get(0)?, seen: row.get(1)? })
    }
}

/// A member follows a conversation, and has seen it up to a seq.
pub async fn save(
    tx: &mut Tx<'_>,
    (brand, person): (AccountId, AccountId),
    conversation: ConversationId,
    seen: i64,
) -> Result<(), Error> {
    tx.execute(
        "INSERT INTO followers (brand, person, conversation, seen) VALUES ($1, $2, $3, $4)
         ON CONFLICT (brand, person, conversation) DO UPDATE SET seen = excluded.seen",
        params![brand, person, conversation, seen],
    )
    .await?;
    Ok(())
}

/// A member follows a conversation no more.
pub async fn remove(
    tx: &mut Tx<'_>,
    (brand, person): (AccountId, AccountId),
    conversation: ConversationId,
) -> Result<(), Error> {
    tx.execute(
        "DELETE FROM followers WHERE brand = $1 AND person = $2 AND conversation = $3",
        params![brand, person, conversation],
    )
    .await?;
    Ok(())
}

/// A person works for the brand no more, and follows nothing there.
pub async fn remove_all(tx: &mut Tx<'_>, brand: AccountId, person: AccountId) -> Result<(), Error> {
    tx.execute("DELETE FROM followers WHERE brand = $1 AND person = $2", params![brand, person]).await?;
    Ok(())
}

/// What a member follows, in the order of the conversations.
pub async fn list(
    tx: &mut Tx<'_>,
    (brand, person): (AccountId, AccountId),
    limit: u32,
) -> Result<Vec<Followed>, Error> {
    tx.fetch(
        "SELECT conversation, seen FROM followers WHERE brand = $1 AND person = $2 ORDER BY conversation LIMIT $3",
        params![brand, person, limit],
    )
    .await
}

/// The newest tickets, of any status, of the conversations that a member follows, the newest activity first.
pub async fn newest(
    tx: &mut Tx<'_>,
    (brand, person): (AccountId, AccountId),
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        concat!(
            "SELECT ",
            ticket_columns!(),
            ", t.conversation, t.activity
             FROM followers f JOIN threads h ON h.conversation = f.conversation JOIN tickets t ON t.id = h.ticket
             WHERE f.brand = $1 AND f.person = $2 AND (t.activity, t.id) < ($3, $4)
             ORDER BY t.activity DESC, t.id DESC LIMIT $5"
        ),
        params![brand, person, behind.0, behind.1, limit],
    )
    .await
}
