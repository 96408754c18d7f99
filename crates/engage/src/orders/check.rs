//! Whether an order that a shop tells can be used, and how it is kept.

use std::ops::RangeInclusive;

use subrosa_proto::limits::{
    ORDER_AMOUNT, ORDER_ITEM_CHARACTERS, ORDER_ITEMS, ORDER_NUMBER_CHARACTERS, ORDER_REFUNDS, ORDER_SHIPMENTS,
    ORDER_WORD_CHARACTERS,
};
use subrosa_proto::order::{Order, OrderCustomer, OrderItem, Refund, SaveOrder, Shipment};
use subrosa_proto::{OrderId, money, text};
use subrosa_store::orders::{PlacedBy, SavedOrder};

use crate::keys;

const AMOUNTS: RangeInclusive<i64> = 0..=ORDER_AMOUNT;
const QUANTITIES: RangeInclusive<i64> = 1..=1_000_000;

/// The order as it is kept. What of its customer can't be compared with anything, such as a phone number of letters, is left aside: it
/// proves nothing and links nothing, and no order is lost for it.
///
/// # Errors
/// The field, and what is allowed.
pub(crate) fn check(id: OrderId, told: SaveOrder) -> Result<SavedOrder, String> {
    let reference = line("reference", told.reference, ORDER_WORD_CHARACTERS)?;
    let number = line("number", told.number, ORDER_NUMBER_CHARACTERS)?;
    let number_key = keys::order_number(&number).ok_or("number: at least one letter or digit")?;
    if !money::is_currency(&told.currency) {
        return Err("currency: three capital letters".to_owned());
    }
    within("total", told.total, &AMOUNTS)?;
    let items = list("items", told.items, ORDER_ITEMS, item)?;
    let shipments = list("shipments", told.shipments, ORDER_SHIPMENTS, shipment)?;
    let refunds = list("refunds", told.refunds, ORDER_REFUNDS, refund)?;
    let OrderCustomer { email, phone, external_id, postcode } = told.customer;
    let by = PlacedBy {
        email: email.as_deref().and_then(keys::email),
        phone: phone.as_deref().and_then(keys::phone),
        external_id: external_id.as_deref().and_then(keys::external_id),
        postcode: postcode.as_deref().and_then(keys::postcode),
    };
    let order = Order {
        id,
        number,
        placed_at: told.placed_at,
        updated_at: told.updated_at,
        status: told.status,
        payment: told.payment,
        currency: told.currency,
        total: told.total,
        refunded: refunds.iter().map(|refund| refund.amount).sum(),
        items,
        shipments,
        refunds,
    };
    Ok(SavedOrder { order, reference, number_key, by })
}

fn item(item: OrderItem) -> Result<OrderItem, String> {
    within("quantity", item.quantity, &QUANTITIES)?;
    within("price", item.price, &AMOUNTS)?;
    let name = line("name", item.name, ORDER_ITEM_CHARACTERS)?;
    Ok(OrderItem { sku: word("sku", item.sku)?, name, category: word("category", item.category)?, ..item })
}

fn shipment(shipment: Shipment) -> Result<Shipment, String> {
    let (carrier, tracking) = (word("carrier", shipment.carrier)?, word("tracking", shipment.tracking)?);
    Ok(Shipment { carrier, tracking, ..shipment })
}

fn refund(refund: Refund) -> Result<Refund, String> {
    within("amount", refund.amount, &AMOUNTS)?;
    Ok(refund)
}

/// Each of a list; where one can't be used, its place from 0 stands before the reason.
fn list<T>(field: &str, all: Vec<T>, most: usize, check: fn(T) -> Result<T, String>) -> Result<Vec<T>, String> {
    if all.len() > most {
        return Err(format!("{field}: at most {most}"));
    }
    let checked = all.into_iter().enumerate();
    checked.map(|(place, one)| check(one).map_err(|why| format!("{field}[{place}].{why}"))).collect()
}

fn line(field: &str, written: String, most: usize) -> Result<String, String> {
    let trimmed = written.trim();
    text::check_line(trimmed, most, false).map_err(|why| format!("{field}: {why}"))?;
    Ok(if trimmed.len() == written.len() { written } else { trimmed.to_owned() })
}

/// A word that may be absent; an empty one is.
fn word(field: &str, written: Option<String>) -> Result<Option<String>, String> {
    let written = written.filter(|written| !written.trim().is_empty());
    written.map(|written| line(field, written, ORDER_WORD_CHARACTERS)).transpose()
}

fn within(field: &str, value: i64, allowed: &RangeInclusive<i64>) -> Result<(), String> {
    if allowed.contains(&value) {
        return Ok(());
    }
    Err(format!("{field}: {} to {}", allowed.start(), allowed.end()))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn told(change: &Value) -> SaveOrder {
        let mut order = json!({"reference": "1", "number": "#RW-1", "placed_at": 1, "updated_at": 2, "status": "open",
            "payment": "paid", "currency": "EUR", "total": 4990,
            "items": [{"name": "Bowl", "quantity": 1, "price": 4990}],
            "refunds": [{"at": 3, "amount": 1000}, {"at": 4, "amount": 500}],
            "customer": {"email": "Ada@Example.org", "phone": "call me", "postcode": "10 999"}});
        for (key, value) in change.as_object().expect("fields") {
            order[key] = value.clone();
        }
        serde_json::from_value(order).expect("an order")
    }

    #[test]
    fn an_order_is_kept_as_it_is_compared() {
        let saved = check(OrderId::new(1), told(&json!({}))).expect("an order");
        assert_eq!((saved.number_key.as_str(), saved.order.refunded), ("RW1", 1500));
        let by = saved.by;
        assert_eq!(by.email.as_deref(), Some("ada@example.org"));
        assert_eq!((by.phone, by.postcode.as_deref()), (None, Some("10999")));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let wrong = [
            (json!({"reference": " "}), "reference: it is empty"),
            (json!({"number": "#"}), "number: at least one letter or digit"),
            (json!({"currency": "eur"}), "currency: three capital letters"),
            (json!({"total": -1}), "total: 0 to 1000000000000"),
            (json!({"items": [{"name": "Bowl", "quantity": 0, "price": 1}]}), "items[0].quantity: 1 to 1000000"),
            (json!({"refunds": vec![json!({"at": 1, "amount": 1}); 51]}), "refunds: at most 50"),
        ];
        for (change, what) in wrong {
            assert_eq!(check(OrderId::new(1), told(&change)).err().as_deref(), Some(what));
        }
    }
}
