//! Each time that something counted happened to a ticket: what stands behind a figure. Rows are only ever added.

use subrosa_proto::report::Figure;
use subrosa_proto::ticket::Ticket;
use subrosa_proto::{AccountId, ConversationId, TeamId, TicketId, Timestamp};

use super::tickets::{self, ticket_columns};
use crate::row::{FromRow, Row};
use crate::value::{number_of, params, values};
use crate::{Error, Tx};

const FIGURES: [(Figure, i64); 16] = [
    (Figure::Opened, 1),
    (Figure::Reopened, 2),
    (Figure::Resolved, 3),
    (Figure::FirstResponse, 4),
    (Figure::NextResponse, 5),
    (Figure::Asked, 6),
    (Figure::Rated, 7),
    (Figure::FirstResponseKept, 8),
    (Figure::FirstResponseBreached, 9),
    (Figure::NextResponseKept, 10),
    (Figure::NextResponseBreached, 11),
    (Figure::ResolutionKept, 12),
    (Figure::ResolutionBreached, 13),
    (Figure::DisputeOpened, 34),
    (Figure::DisputeSettled, 35),
    (Figure::DisputeDecided, 36),
];
number_of!(Figure, FIGURES);

/// In place of a member where there is none.
const NOBODY: AccountId = AccountId::new(0);

/// One time that something happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFact<'a> {
    pub brand: AccountId,
    pub figure: Figure,
    /// Empty, or one of the ticket's labels, or the policy that was kept or breached.
    pub label: &'a str,
    pub at: Timestamp,
    /// A number of its own.
    pub id: i64,
    pub ticket: TicketId,
    pub member: Option<AccountId>,
    /// Milliseconds; of `rated`, the score.
    pub took: i64,
}

/// One time that something happened, with the ticket as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub ticket: Ticket,
    pub conversation: ConversationId,
    pub at: Timestamp,
    pub id: i64,
    pub member: Option<AccountId>,
    pub took: i64,
}

impl FromRow for Found {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let member: AccountId = row.get(19)?;
        Ok(Self {
            ticket: tickets::ticket(row, 0)?,
            conversation: row.get(16)?,
            at: row.get(17)?,
            id: row.get(18)?,
            member: (member != NOBODY).then_some(member),
            took: row.get(20)?,
        })
    }
}

/// Adds what happened.
pub async fn insert_many(tx: &mut Tx<'_>, facts: &[NewFact<'_>]) -> Result<(), Error> {
    let rows: Vec<_> = facts
        .iter()
        .map(|fact| {
            let member = fact.member.unwrap_or(NOBODY);
            values![fact.brand, fact.figure, fact.label, fact.at, fact.id, fact.ticket, member, fact.took]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO report_facts (brand, figure, label, at, id, ticket, member, took)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &rows,
    )
    .await
}

/// Which of a brand's facts are looked for: of a figure, with a label or an empty text.
pub type Which<'a> = (AccountId, Figure, &'a str);

/// From a moment on, and before this one with this id.
pub type Within = (Timestamp, (Timestamp, i64));

/// What happened, the newest first.
pub async fn newest(
    tx: &mut Tx<'_>,
    (brand, figure, label): Which<'_>,
    (from, before): Within,
    limit: u32,
) -> Result<Vec<Found>, Error> {
    tx.fetch(
        concat!(
            "SELECT ",
            ticket_columns!(),
            ", t.conversation,
             f.at, f.id, f.member, f.took
             FROM report_facts f JOIN tickets t ON t.id = f.ticket
             WHERE f.brand = $1 AND f.figure = $2 AND f.label = $3 AND f.at >= $4 AND (f.at, f.id) < ($5, $6)
             ORDER BY f.at DESC, f.id DESC LIMIT $7"
        ),
        params![brand, figure, label, from, before.0, before.1, limit],
    )
    .await
}

/// The same of what one member did.
pub async fn newest_of(
    tx: &mut Tx<'_>,
    (brand, figure, label): Which<'_>,
    member: AccountId,
    (from, before): Within,
    limit: u32,
) -> Result<Vec<Found>, Error> {
    tx.fetch(
        concat!(
            "SELECT ",
            ticket_columns!(),
            ", t.conversation,
             f.at, f.id, f.member, f.took
             FROM report_facts f JOIN tickets t ON t.id = f.ticket
             WHERE f.brand = $1 AND f.figure = $2 AND f.label = $3 AND f.member = $4 AND f.at >= $5
             AND (f.at, f.id) < ($6, $7)
             ORDER BY f.at DESC, f.id DESC LIMIT $8"
        ),
        params![brand, figure, label, member, from, before.0, before.1, limit],
    )
    .await
}

/// How long it took, the newest first from a moment on, in milliseconds, with the team that the ticket is with now.
pub async fn newest_times(
    tx: &mut Tx<'_>,
    (brand, figure, label): Which<'_>,
    from: Timestamp,
    limit: u32,
) -> Result<Vec<(TeamId, i64)>, Error> {
    tx.fetch(
        "SELECT t.team, f.took FROM report_facts f JOIN tickets t ON t.id = f.ticket
         WHERE f.brand = $1 AND f.figure = $2 AND f.label = $3 AND f.at >= $4
         ORDER BY f.at DESC, f.id DESC LIMIT $5",
        params![brand, figure, label, from, limit],
    )
    .await
}

/// How many facts a brand has, by figure and label.
pub async fn count(tx: &mut Tx<'_>, brand: AccountId) -> Result<Vec<Many>, Error> {
    tx.fetch(
        "SELECT figure, label, count(*), CAST(sum(took) AS BIGINT) FROM report_facts WHERE brand = $1 GROUP BY figure, label",
        params![brand],
    )
    .await
}

/// Facts of one figure and label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Many {
    pub figure: Figure,
    pub label: String,
    pub count: i64,
    /// Milliseconds, of all together.
    pub took: i64,
}

impl FromRow for Many {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { figure: row.get(0)?, label: row.get(1)?, count: row.get(2)?, took: row.get(3)? })
    }
}
