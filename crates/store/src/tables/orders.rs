//! Orders of brands' customers, as their shops tell them.

use serde::{Deserialize, Serialize};
use subrosa_proto::order::{Order, OrderItem, OrderStatus, Payment, Refund, Shipment};
use subrosa_proto::{AccountId, OrderId, Timestamp};

use super::{contact_orders, order_words};
use crate::row::{FromRow, Row};
use crate::value::{params, values};
use crate::{Error, Tx};

/// By whom an order was placed, as it is compared: nothing here is ever shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PlacedBy {
    pub email: Option<String>,
    pub phone: Option<String>,
    pub external_id: Option<String>,
    pub postcode: Option<String>,
}

/// An order whole, as it is written.
#[derive(Clone, PartialEq, Eq)]
pub struct SavedOrder {
    pub order: Order,
    /// The shop's id of it.
    pub reference: String,
    /// Its number as it is compared.
    pub number_key: String,
    pub by: PlacedBy,
}

/// What of an order is only ever read whole.
#[derive(Serialize, Deserialize)]
struct Details {
    status: OrderStatus,
    payment: Payment,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    items: Vec<OrderItem>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    shipments: Vec<Shipment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    refunds: Vec<Refund>,
}

impl FromRow for Order {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let bytes: Vec<u8> = row.get(7)?;
        let details: Details = serde_json::from_slice(&bytes)
            .map_err(|_| Error::Corrupt("an order is not one that this version knows".to_owned()))?;
        Ok(Self {
            id: row.get(0)?,
            number: row.get(1)?,
            placed_at: row.get(2)?,
            updated_at: row.get(3)?,
            status: details.status,
            payment: details.payment,
            currency: row.get(4)?,
            total: row.get(5)?,
            refunded: row.get(6)?,
            items: details.items,
            shipments: details.shipments,
            refunds: details.refunds,
        })
    }
}

impl FromRow for SavedOrder {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self {
            order: Order::from_row(row)?,
            reference: row.get(8)?,
            number_key: row.get(9)?,
            by: PlacedBy {
                email: row.get(10)?,
                phone: row.get(11)?,
                external_id: row.get(12)?,
                postcode: row.get(13)?,
            },
        })
    }
}

/// Writes orders, new and old. Id and moment of placing stay what they were; what is older than what is known changes nothing.
pub async fn save_many(tx: &mut Tx<'_>, brand: AccountId, orders: &[SavedOrder]) -> Result<(), Error> {
    let details = |saved: &SavedOrder| {
        let Order { status, payment, items, shipments, refunds, .. } = saved.order.clone();
        let details = Details { status, payment, items, shipments, refunds };
        serde_json::to_vec(&details).map_err(|error| Error::Bug(error.to_string()))
    };
    let details = orders.iter().map(details).collect::<Result<Vec<_>, _>>()?;
    let rows: Vec<_> = orders
        .iter()
        .zip(&details)
        .map(|(SavedOrder { order, reference, number_key, by }, details)| {
            values![
                order.id,
                brand,
                reference,
                &order.number,
                number_key,
                order.placed_at,
                order.updated_at,
                &order.currency,
                order.total,
                if order.payment.was_made() { order.total } else { 0 },
                order.refunded,
                by.email.as_deref(),
                by.phone.as_deref(),
                by.external_id.as_deref(),
                by.postcode.as_deref(),
                details.as_slice(),
                counts(order)
            ]
        })
        .collect();
    tx.execute_many(
        "INSERT INTO orders (id, brand, reference, number, number_key, placed_at, updated_at, currency, total, paid, refunded,
                             email, phone, external_id, postcode, details, counts)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         ON CONFLICT (brand, reference) DO UPDATE SET number = excluded.number, number_key = excluded.number_key,
             updated_at = excluded.updated_at, currency = excluded.currency, total = excluded.total, paid = excluded.paid,
             refunded = excluded.refunded, email = excluded.email, phone = excluded.phone,
             external_id = excluded.external_id, postcode = excluded.postcode, details = excluded.details,
             counts = excluded.counts
         WHERE orders.updated_at <= excluded.updated_at",
        &rows,
    )
    .await?;
    // Whoever saves holds the lock of the brand's account and has left aside what is older.
    let orders: Vec<(AccountId, &Order)> = orders.iter().map(|saved| (brand, &saved.order)).collect();
    write_beside(tx, &orders).await
}

/// Whether an order counts in sums: 1, unless it was cancelled.
fn counts(order: &Order) -> i64 {
    i64::from(order.status != OrderStatus::Cancelled)
}

/// Writes what stands beside orders to find them by: the words of their things, and what they come to, with their contacts.
async fn write_beside(tx: &mut Tx<'_>, orders: &[(AccountId, &Order)]) -> Result<(), Error> {
    let items: Vec<(AccountId, OrderId, &[OrderItem])> =
        orders.iter().map(|(brand, order)| (*brand, order.id, order.items.as_slice())).collect();
    order_words::write(tx, &items).await?;
    let ids: Vec<OrderId> = orders.iter().map(|(_, order)| order.id).collect();
    contact_orders::refresh(tx, &ids).await
}

/// An order of some brand.
struct OfBrand {
    brand: AccountId,
    order: Order,
}

impl FromRow for OfBrand {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        Ok(Self { order: Order::from_row(row)?, brand: row.get(8)? })
    }
}

/// Writes beside the orders behind a number, of all brands, what orders that are saved now have beside them; the number of the last.
pub async fn write_beside_some(tx: &mut Tx<'_>, after: i64, limit: u32) -> Result<Option<i64>, Error> {
    let found: Vec<OfBrand> = tx
        .fetch(
            "SELECT id, number, placed_at, updated_at, currency, total, refunded, details, brand
             FROM orders WHERE id > $1 ORDER BY id LIMIT $2",
            params![after, limit],
        )
        .await?;
    let rows: Vec<_> = found.iter().map(|one| values![counts(&one.order), one.order.id]).collect();
    tx.execute_many("UPDATE orders SET counts = $1 WHERE id = $2", &rows).await?;
    let orders: Vec<(AccountId, &Order)> = found.iter().map(|one| (one.brand, &one.order)).collect();
    write_beside(tx, &orders).await?;
    Ok(found.last().map(|last| last.order.id.number()))
}

/// An order that is known: its id, when it was placed and when the shop last changed it.
pub type Known = (OrderId, Timestamp, Timestamp);

/// What is known of a brand's orders with these ids of the shop's, one for each.
pub async fn known(tx: &mut Tx<'_>, brand: AccountId, references: &[&str]) -> Result<Vec<Option<Known>>, Error> {
    let rows: Vec<_> = references.iter().map(|reference| values![brand, *reference]).collect();
    let found = tx
        .fetch_many("SELECT id, placed_at, updated_at FROM orders WHERE brand = $1 AND reference = $2", &rows)
        .await?;
    Ok(found.into_iter().map(|rows: Vec<Known>| rows.into_iter().next()).collect())
}

/// A brand's orders with these ids of the shop's whole, one for each.
pub async fn whole(tx: &mut Tx<'_>, brand: AccountId, references: &[&str]) -> Result<Vec<Option<SavedOrder>>, Error> {
    let rows: Vec<_> = references.iter().map(|reference| values![brand, *reference]).collect();
    let found = tx
        .fetch_many(
            "SELECT id, number, placed_at, updated_at, currency, total, refunded, details, reference, number_key,
                    email, phone, external_id, postcode
             FROM orders WHERE brand = $1 AND reference = $2",
            &rows,
        )
        .await?;
    Ok(found.into_iter().map(|rows: Vec<SavedOrder>| rows.into_iter().next()).collect())
}

/// A brand's orders whole behind an id of the shop's, in the database's order of these ids.
pub async fn whole_after(tx: &mut Tx<'_>, brand: AccountId, after: &str, limit: u32) -> Result<Vec<SavedOrder>, Error> {
    tx.fetch(
        "SELECT id, number, placed_at, updated_at, currency, total, refunded, details, reference, number_key,
                email, phone, external_id, postcode
         FROM orders WHERE brand = $1 AND reference > $2 ORDER BY reference LIMIT $3",
        params![brand, after, limit],
    )
    .await
}

/// An order that someone may mean, with what proves it.
pub struct Candidate {
    pub id: OrderId,
    pub by: PlacedBy,
}

impl FromRow for Candidate {
    fn from_row(row: &Row<'_>) -> Result<Self, Error> {
        let (email, phone, external_id, postcode) = (row.get(1)?, row.get(2)?, None, row.get(3)?);
        Ok(Self { id: row.get(0)?, by: PlacedBy { email, phone, external_id, postcode } })
    }
}

/// A brand's orders of a number, the newest first.
pub async fn candidates(
    tx: &mut Tx<'_>,
    brand: AccountId,
    number_key: &str,
    limit: u32,
) -> Result<Vec<Candidate>, Error> {
    tx.fetch(
        "SELECT id, email, phone, postcode FROM orders WHERE brand = $1 AND number_key = $2 ORDER BY id DESC LIMIT $3",
        params![brand, number_key, limit],
    )
    .await
}

/// A brand's order.
pub async fn find(tx: &mut Tx<'_>, brand: AccountId, id: OrderId) -> Result<Option<Order>, Error> {
    tx.fetch_optional(
        "SELECT id, number, placed_at, updated_at, currency, total, refunded, details FROM orders
         WHERE id = $1 AND brand = $2",
        params![id, brand],
    )
    .await
}
