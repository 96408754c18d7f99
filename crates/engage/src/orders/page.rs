//! Pages of a contact's orders.

use std::cmp::Reverse;

use subrosa_proto::order::OrderPage;
use subrosa_proto::{AccountId, ConversationId, OrderId, Timestamp};
use subrosa_store::{Error, Tx, contact_orders};

/// Where a page begins: behind an order placed at this moment, with this id.
pub(crate) type Behind = (Timestamp, OrderId);

/// The newest order stands behind this.
pub(crate) const FIRST: Behind = (Timestamp::from_microseconds(i64::MAX), OrderId::new(i64::MAX));

/// Reads a page of the orders of a person's contacts, and one order more, so that it is known whether there is another.
pub(crate) async fn page(
    tx: &mut Tx<'_>,
    brand: AccountId,
    contacts: &[ConversationId],
    behind: Behind,
    limit: u32,
) -> Result<OrderPage, Error> {
    let mut orders = Vec::new();
    for &contact in contacts {
        orders.extend(contact_orders::newest(tx, (brand, contact), behind, limit + 1).await?);
    }
    if contacts.len() > 1 {
        // An order may be known to be theirs by two of them.
        orders.sort_unstable_by_key(|order| Reverse((order.placed_at, order.id)));
        orders.dedup_by_key(|order| order.id);
    }
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    let is_last = orders.len() <= most;
    orders.truncate(most);
    let next = orders.last().filter(|_| !is_last);
    let next = next.map(|last| format!("{}.{}", last.placed_at.microseconds(), last.id.number()));
    Ok(OrderPage { orders, next })
}

/// Where a page begins, as its `next` says it.
pub(super) fn behind(text: &str) -> Option<Behind> {
    let (placed_at, id) = text.split_once('.')?;
    let is_plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(placed_at.strip_prefix('-').unwrap_or(placed_at)) || !is_plain(id) {
        return None;
    }
    Some((Timestamp::from_microseconds(placed_at.parse().ok()?), OrderId::new(id.parse().ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_begins_where_the_one_before_said() {
        assert_eq!(behind("17.5"), Some((Timestamp::from_microseconds(17), OrderId::new(5))));
        assert_eq!(behind("-17.5"), Some((Timestamp::from_microseconds(-17), OrderId::new(5))));
        for wrong in ["", ".", "1", "1.", ".1", "1.-2", "+1.2", "1.99999999999999999999"] {
            assert_eq!(behind(wrong), None, "{wrong}");
        }
    }
}
