//! Steps of orders, as events tell them. What a step says is the teller's, and is kept as it is.

use subrosa_proto::{AccountId, Timestamp};

use crate::value::{params, values};
use crate::{Error, Tx};

/// A step: the order's id of the shop, when it was, the event's number, what it says.
pub type Step<'a> = (&'a str, Timestamp, i64, &'a [u8]);

/// Adds steps.
pub async fn insert_many(tx: &mut Tx<'_>, brand: AccountId, steps: &[Step<'_>]) -> Result<(), Error> {
    let rows: Vec<_> =
        steps.iter().map(|(order, at, id, telling)| values![brand, *order, *at, *id, *telling]).collect();
    tx.execute_many(
        "INSERT INTO order_tellings (brand, reference, at, id, telling) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (brand, reference, at, id) DO NOTHING",
        &rows,
    )
    .await
}

/// The steps of an order, the earliest first: at most so many.
pub async fn of_order(
    tx: &mut Tx<'_>,
    brand: AccountId,
    reference: &str,
    limit: u32,
) -> Result<Vec<(Timestamp, Vec<u8>)>, Error> {
    tx.fetch(
        "SELECT at, telling FROM order_tellings WHERE brand = $1 AND reference = $2 ORDER BY at, id LIMIT $3",
        params![brand, reference, limit],
    )
    .await
}
