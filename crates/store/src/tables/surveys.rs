//! Which tickets customers are asked about, and what they answered. Whoever asks or hears an answer holds the lock of the conversation.

use subrosa_proto::{AccountId, ConversationId, TicketId, Timestamp};

use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// In place of a member where there is none.
const NOBODY: AccountId = AccountId::new(0);

/// A ticket that is to be asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    pub ticket: TicketId,
    pub brand: AccountId,
    pub conversation: ConversationId,
    /// Who held it.
    pub member: Option<AccountId>,
    pub due_at: Timestamp,
}

/// A ticket that the customer was asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    pub ticket: TicketId,
    pub ordinal: i64,
    pub member: Option<AccountId>,
    /// 1 to 5, once it is answered.
    pub score: Option<i64>,
}

impl FromRow for Asked {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let member: AccountId = row.get(2)?;
        Ok(Self {
            ticket: row.get(0)?,
            ordinal: row.get(1)?,
            member: (member != NOBODY).then_some(member),
            score: row.get(3)?,
        })
    }
}

/// Notes when to ask about tickets. One that was asked about already is not asked about again.
pub async fn plan_many(tx: &mut Tx<'_>, planned: &[Planned]) -> Result<(), Error> {
    let rows: Vec<_> = planned
        .iter()
        .map(|one| {
            let member = one.member.unwrap_or(NOBODY);
            values![one.ticket, one.brand, one.conversation, member, one.due_at]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO surveys (ticket, brand, conversation, member, due_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (ticket) DO UPDATE SET member = excluded.member, due_at = excluded.due_at
         WHERE surveys.asked_seq IS NULL",
        &rows,
    )
    .await
}

/// The tickets whose time has come, the longest due first, with their conversations and brands.
pub async fn due(
    tx: &mut Tx<'_>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<(TicketId, ConversationId, AccountId)>, Error> {
    tx.fetch(
        "SELECT ticket, conversation, brand FROM surveys WHERE due_at <= $1 ORDER BY due_at LIMIT $2",
        params![now, limit],
    )
    .await
}

/// Whose ticket it was when it was resolved, nobody's included; nothing when it is not to be asked about now.
pub async fn find_due(tx: &mut Tx<'_>, ticket: TicketId, now: Timestamp) -> Result<Option<Option<AccountId>>, Error> {
    let found: Option<(AccountId,)> = tx
        .fetch_optional("SELECT member FROM surveys WHERE ticket = $1 AND due_at <= $2", params![ticket, now])
        .await?;
    Ok(found.map(|(member,)| Some(member).filter(|member| *member != NOBODY)))
}

/// A ticket is not to be asked about after all.
pub async fn drop_due(tx: &mut Tx<'_>, ticket: TicketId) -> Result<(), Error> {
    tx.execute("UPDATE surveys SET due_at = NULL WHERE ticket = $1", params![ticket]).await?;
    Ok(())
}

/// No customer of a brand is to be asked any more. A ticket that is resolved at this very moment may be missed: it is asked about.
pub async fn drop_all(tx: &mut Tx<'_>, brand: AccountId) -> Result<(), Error> {
    tx.execute("UPDATE surveys SET due_at = NULL WHERE due_at > 0 AND brand = $1", params![brand]).await?;
    Ok(())
}

/// When a customer was last asked about anything.
pub async fn last_asked(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<Timestamp>, Error> {
    let found: Option<(Timestamp,)> = tx
        .fetch_optional(
            "SELECT asked_at FROM surveys WHERE conversation = $1 AND asked_seq > 0 ORDER BY asked_seq DESC LIMIT 1",
            params![conversation],
        )
        .await?;
    Ok(found.map(|(at,)| at))
}

/// A ticket is asked about by the message at this `seq`.
pub async fn ask(tx: &mut Tx<'_>, ticket: TicketId, at: Timestamp, seq: i64) -> Result<(), Error> {
    tx.execute(
        "UPDATE surveys SET due_at = NULL, asked_at = $1, asked_seq = $2 WHERE ticket = $3",
        params![at, seq, ticket],
    )
    .await?;
    Ok(())
}

/// The ticket that the message at a `seq` asks about.
pub async fn find_asked(tx: &mut Tx<'_>, conversation: ConversationId, seq: i64) -> Result<Option<Asked>, Error> {
    tx.fetch_optional(
        "SELECT s.ticket, t.ordinal, s.member, s.score FROM surveys s JOIN tickets t ON t.id = s.ticket
         WHERE s.conversation = $1 AND s.asked_seq = $2",
        params![conversation, seq],
    )
    .await
}

/// The newest ticket that a customer was asked about.
pub async fn newest_asked(tx: &mut Tx<'_>, conversation: ConversationId) -> Result<Option<Asked>, Error> {
    tx.fetch_optional(
        "SELECT s.ticket, t.ordinal, s.member, s.score FROM surveys s JOIN tickets t ON t.id = s.ticket
         WHERE s.conversation = $1 AND s.asked_seq > 0 ORDER BY s.asked_seq DESC LIMIT 1",
        params![conversation],
    )
    .await
}

/// The customer answered.
pub async fn answer(tx: &mut Tx<'_>, ticket: TicketId, score: i64, at: Timestamp) -> Result<(), Error> {
    tx.execute("UPDATE surveys SET score = $1, answered_at = $2 WHERE ticket = $3", params![score, at, ticket]).await?;
    Ok(())
}

/// The customer said more in the message at this `seq`.
pub async fn remark(tx: &mut Tx<'_>, ticket: TicketId, seq: i64) -> Result<(), Error> {
    tx.execute("UPDATE surveys SET remark_seq = $1 WHERE ticket = $2", params![seq, ticket]).await?;
    Ok(())
}
