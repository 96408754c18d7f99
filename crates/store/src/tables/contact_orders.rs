//! Which orders are which contact's: by an identity that is proved, or because the customer knew an order's number and a second fact.

use subrosa_proto::contact::IdentityKind;
use subrosa_proto::order::{Order, OrderTotals};
use subrosa_proto::{AccountId, ConversationId, OrderId, Timestamp};

use super::contact_changes::What;
use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// By a proved identity.
const BY_IDENTITY: i64 = 1;
/// By its number and a second fact.
const BY_VERIFICATION: i64 = 2;

/// An order that is a contact's.
pub type Link = (ConversationId, OrderId, Timestamp);

/// Links orders to the contacts whose proved identities they carry.
pub async fn link_many(tx: &mut Tx<'_>, brand: AccountId, links: &[Link]) -> Result<(), Error> {
    let rows: Vec<_> = links
        .iter()
        .map(|(contact, order, placed_at)| values![brand, *contact, *order, *placed_at, BY_IDENTITY])
        .collect();
    tx.execute_many(
        "INSERT INTO contact_orders (brand, contact, order_id, placed_at, why) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand, contact, order_id) DO NOTHING",
        &rows,
    )
    .await?;
    let orders: Vec<OrderId> = links.iter().map(|(_, order, _)| *order).collect();
    refresh(tx, &orders).await
}

/// Writes with the contacts of orders what these come to.
pub(super) async fn refresh(tx: &mut Tx<'_>, orders: &[OrderId]) -> Result<(), Error> {
    let rows: Vec<_> = orders.iter().map(|order| values![*order]).collect();
    let changed: Vec<Vec<(AccountId, ConversationId)>> = tx
        .fetch_many(
            "UPDATE contact_orders SET currency = o.currency, value = o.paid - o.refunded, refunded = o.refunded,
                 counts = o.counts
             FROM orders o WHERE o.id = contact_orders.order_id AND contact_orders.order_id = $1
             RETURNING contact_orders.brand, contact_orders.contact",
            &rows,
        )
        .await?;
    tx.note_contacts(&changed.concat(), What::ORDERS);
    Ok(())
}

/// Links an order to the contact who has verified it; false when it was linked already. What was linked by an identity stays, should
/// that identity go.
pub async fn link_verified(tx: &mut Tx<'_>, brand: AccountId, link: Link) -> Result<bool, Error> {
    let (contact, order, placed_at) = link;
    let changed = tx
        .execute(
            "INSERT INTO contact_orders (brand, contact, order_id, placed_at, why) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (brand, contact, order_id) DO UPDATE SET why = excluded.why
             WHERE contact_orders.why < excluded.why",
            params![brand, contact, order, placed_at, BY_VERIFICATION],
        )
        .await?;
    refresh(tx, &[order]).await?;
    Ok(changed > 0)
}

/// Links all orders that carry an identity to a contact; how many are new.
pub async fn link_by_identity(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    kind: IdentityKind,
    value: &str,
) -> Result<u64, Error> {
    let sql = match kind {
        IdentityKind::Email => BY_EMAIL,
        IdentityKind::Phone => BY_PHONE,
        IdentityKind::ExternalId => BY_EXTERNAL_ID,
        // No shop knows it.
        IdentityKind::Subrosa => return Ok(0),
    };
    let linked = tx.execute(sql, params![contact, brand, value]).await?;
    if linked > 0 {
        tx.note_contact(brand, contact, What::ORDERS);
    }
    Ok(linked)
}

const BY_EMAIL: &str =
    "INSERT INTO contact_orders (brand, contact, order_id, placed_at, why, currency, value, refunded, counts)
     SELECT brand, CAST($1 AS BIGINT), id, placed_at, 1, currency, paid - refunded, refunded, counts
     FROM orders WHERE brand = $2 AND email = $3
     ON CONFLICT (brand, contact, order_id) DO NOTHING";
const BY_PHONE: &str =
    "INSERT INTO contact_orders (brand, contact, order_id, placed_at, why, currency, value, refunded, counts)
     SELECT brand, CAST($1 AS BIGINT), id, placed_at, 1, currency, paid - refunded, refunded, counts
     FROM orders WHERE brand = $2 AND phone = $3
     ON CONFLICT (brand, contact, order_id) DO NOTHING";
const BY_EXTERNAL_ID: &str =
    "INSERT INTO contact_orders (brand, contact, order_id, placed_at, why, currency, value, refunded, counts)
     SELECT brand, CAST($1 AS BIGINT), id, placed_at, 1, currency, paid - refunded, refunded, counts
     FROM orders WHERE brand = $2 AND external_id = $3
     ON CONFLICT (brand, contact, order_id) DO NOTHING";

/// Takes from orders those contacts to whom only identities had linked them.
pub async fn unlink_orders(tx: &mut Tx<'_>, orders: &[OrderId]) -> Result<(), Error> {
    let rows: Vec<_> = orders.iter().map(|order| values![*order]).collect();
    let unlinked: Vec<Vec<(AccountId, ConversationId)>> = tx
        .fetch_many("DELETE FROM contact_orders WHERE order_id = $1 AND why = 1 RETURNING brand, contact", &rows)
        .await?;
    tx.note_contacts(&unlinked.concat(), What::ORDERS);
    Ok(())
}

/// Takes from a contact those orders that only identities had linked.
pub async fn unlink_contact(tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<(), Error> {
    tx.execute("DELETE FROM contact_orders WHERE brand = $1 AND contact = $2 AND why = 1", params![brand, contact])
        .await?;
    tx.note_contact(brand, contact, What::ORDERS);
    Ok(())
}

/// The contacts of orders.
pub async fn contacts_of(tx: &mut Tx<'_>, orders: &[OrderId]) -> Result<Vec<ConversationId>, Error> {
    let rows: Vec<_> = orders.iter().map(|order| values![*order]).collect();
    let found = tx.fetch_many("SELECT contact FROM contact_orders WHERE order_id = $1", &rows).await?;
    Ok(found.into_iter().flatten().map(|(contact,): (ConversationId,)| contact).collect())
}

/// A contact's orders before a moment and id, the newest first.
pub async fn newest(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    behind: (Timestamp, OrderId),
    limit: u32,
) -> Result<Vec<Order>, Error> {
    tx.fetch(
        "SELECT o.id, o.number, o.placed_at, o.updated_at, o.currency, o.total, o.refunded, o.details
         FROM contact_orders l JOIN orders o ON o.id = l.order_id
         WHERE l.brand = $1 AND l.contact = $2 AND (l.placed_at, l.order_id) < ($3, $4)
         ORDER BY l.placed_at DESC, l.order_id DESC LIMIT $5",
        params![brand, contact, behind.0, behind.1, limit],
    )
    .await
}

/// An order of a contact's.
pub async fn find(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    order: OrderId,
) -> Result<Option<Order>, Error> {
    tx.fetch_optional(
        "SELECT o.id, o.number, o.placed_at, o.updated_at, o.currency, o.total, o.refunded, o.details
         FROM contact_orders l JOIN orders o ON o.id = l.order_id
         WHERE l.brand = $1 AND l.contact = $2 AND l.order_id = $3",
        params![brand, contact, order],
    )
    .await
}

/// A contact's orders that the shop changed after they were placed, before a moment of change and id, the last changed first. It looks
/// at all orders of the contact.
pub async fn changed(
    tx: &mut Tx<'_>,
    (brand, contact): (AccountId, ConversationId),
    behind: (Timestamp, OrderId),
    limit: u32,
) -> Result<Vec<Order>, Error> {
    tx.fetch(
        "SELECT o.id, o.number, o.placed_at, o.updated_at, o.currency, o.total, o.refunded, o.details
         FROM contact_orders l JOIN orders o ON o.id = l.order_id
         WHERE l.brand = $1 AND l.contact = $2 AND o.updated_at > o.placed_at AND (o.updated_at, o.id) < ($3, $4)
         ORDER BY o.updated_at DESC, o.id DESC LIMIT $5",
        params![brand, contact, behind.0, behind.1, limit],
    )
    .await
}

/// What a contact has bought, for each currency; that of the newest order first. Added up from the orders as they are, so it can't
/// be wrong.
pub async fn totals(tx: &mut Tx<'_>, brand: AccountId, contact: ConversationId) -> Result<Vec<OrderTotals>, Error> {
    let found: Vec<Summed> = tx
        .fetch(
            "SELECT o.currency, count(*), CAST(sum(o.paid) AS BIGINT), CAST(sum(o.refunded) AS BIGINT), max(l.placed_at)
             FROM contact_orders l JOIN orders o ON o.id = l.order_id
             WHERE l.brand = $1 AND l.contact = $2 GROUP BY o.currency",
            params![brand, contact],
        )
        .await?;
    Ok(newest_first(found))
}

/// The same of all contacts of one person, each order once.
pub async fn totals_of_person(tx: &mut Tx<'_>, brand: AccountId, person: i64) -> Result<Vec<OrderTotals>, Error> {
    let found: Vec<Summed> = tx
        .fetch(
            "SELECT o.currency, count(*), CAST(sum(o.paid) AS BIGINT), CAST(sum(o.refunded) AS BIGINT), max(o.placed_at)
             FROM (SELECT DISTINCT l.order_id FROM merged_contacts m
                   JOIN contact_orders l ON l.brand = m.brand AND l.contact = m.contact
                   WHERE m.brand = $1 AND m.person = $2) found
             JOIN orders o ON o.id = found.order_id GROUP BY o.currency",
            params![brand, person],
        )
        .await?;
    Ok(newest_first(found))
}

fn newest_first(mut found: Vec<Summed>) -> Vec<OrderTotals> {
    found.sort_unstable_by(|one, other| {
        other.newest.cmp(&one.newest).then_with(|| one.totals.currency.cmp(&other.totals.currency))
    });
    found.into_iter().map(|summed| summed.totals).collect()
}

/// The totals of one currency, and when its newest order was placed.
struct Summed {
    totals: OrderTotals,
    newest: Timestamp,
}

impl FromRow for Summed {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (paid, refunded): (i64, i64) = (row.get(2)?, row.get(3)?);
        let totals = OrderTotals { currency: row.get(0)?, orders: row.get(1)?, paid, refunded, value: paid - refunded };
        Ok(Self { totals, newest: row.get(4)? })
    }
}
