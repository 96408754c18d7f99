//! Labels: which a brand uses, and which tickets have one.

use subrosa_proto::ticket::TicketStatus;
use subrosa_proto::{AccountId, TicketId};

use super::tickets::{Behind, Listed, Saved, ticket_columns};
use crate::value::{params, values};
use crate::{Error, Tx};

/// A label of a ticket.
pub type Labelled<'a> = (AccountId, &'a str, TicketId);

/// Puts labels on tickets; the brand knows them from then on.
pub async fn add_many(tx: &mut Tx<'_>, labels: &[Labelled<'_>]) -> Result<(), Error> {
    let rows: Vec<_> = labels.iter().map(|(brand, label, ticket)| values![*brand, *label, *ticket]).collect();
    tx.execute_many(
        "INSERT INTO ticket_labels (brand, label, ticket) VALUES ($1, $2, $3) ON CONFLICT (brand, label, ticket) DO NOTHING",
        &rows,
    )
    .await?;
    let rows: Vec<_> = labels.iter().map(|(brand, label, _)| values![*brand, *label]).collect();
    tx.execute_many("INSERT INTO labels (brand, label) VALUES ($1, $2) ON CONFLICT (brand, label) DO NOTHING", &rows)
        .await
}

/// Notes under the labels of tickets how these stand, by which they are listed.
pub async fn place_many(tx: &mut Tx<'_>, tickets: &[Saved<'_>]) -> Result<(), Error> {
    let labels = |saved: &'_ Saved<'_>| saved.ticket.labels.len();
    let mut rows = Vec::with_capacity(tickets.iter().map(labels).sum());
    for saved in tickets {
        let Saved { brand, ticket, activity, .. } = saved;
        rows.extend(ticket.labels.iter().map(|label| values![ticket.status, *activity, *brand, label, ticket.id]));
    }
    tx.execute_many(
        "UPDATE ticket_labels SET status = $1, activity = $2 WHERE brand = $3 AND label = $4 AND ticket = $5",
        &rows,
    )
    .await
}

/// Takes labels off tickets.
pub async fn remove_many(tx: &mut Tx<'_>, labels: &[Labelled<'_>]) -> Result<(), Error> {
    let rows: Vec<_> = labels.iter().map(|(brand, label, ticket)| values![*brand, *label, *ticket]).collect();
    tx.execute_many("DELETE FROM ticket_labels WHERE brand = $1 AND label = $2 AND ticket = $3", &rows).await
}

/// The labels that a brand has used, in the order of their letters.
pub async fn list(tx: &mut Tx<'_>, brand: AccountId, limit: u32) -> Result<Vec<String>, Error> {
    let found: Vec<(String,)> =
        tx.fetch("SELECT label FROM labels WHERE brand = $1 ORDER BY label LIMIT $2", params![brand, limit]).await?;
    // Databases have orders of their own.
    let mut labels: Vec<String> = found.into_iter().map(|(label,)| label).collect();
    labels.sort_unstable();
    Ok(labels)
}

/// A brand's tickets with a label, of a status, the newest activity first.
pub async fn newest(
    tx: &mut Tx<'_>,
    (brand, label): (AccountId, &str),
    status: TicketStatus,
    behind: Behind,
    limit: u32,
) -> Result<Vec<Listed>, Error> {
    tx.fetch(
        concat!(
            "SELECT ",
            ticket_columns!(),
            ", t.conversation, t.activity
             FROM ticket_labels l JOIN tickets t ON t.id = l.ticket
             WHERE l.brand = $1 AND l.label = $2 AND l.status = $3 AND (l.activity, l.ticket) < ($4, $5)
             ORDER BY l.activity DESC, l.ticket DESC LIMIT $6"
        ),
        params![brand, label, status, behind.0, behind.1, limit],
    )
    .await
}
