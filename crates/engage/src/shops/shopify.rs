//! An order as Shopify tells it: the `order` resource of its Admin API
//! (<https://shopify.dev/docs/api/admin-rest/latest/resources/order>), by the topics of its webhooks
//! (<https://shopify.dev/docs/api/webhooks/latest>). Only what is needed is read; everything else may be as it likes.

use serde::Deserialize;
use serde_json::Value as Json;
use subrosa_proto::limits::{
    ORDER_ITEM_CHARACTERS, ORDER_ITEMS, ORDER_NUMBER_CHARACTERS, ORDER_REFUNDS, ORDER_SHIPMENTS, ORDER_WORD_CHARACTERS,
};
use subrosa_proto::order::{
    OrderCustomer, OrderItem, OrderStatus, Payment, Refund, SaveOrder, Shipment, ShipmentState,
};

use super::told::{amount, given, line, moment, name, price};

/// The topics that bring an order. `orders/edited` brings an edit, which `orders/updated` brings as an order, too.
pub(super) const TOPICS: [&str; 6] = [
    "orders/create",
    "orders/updated",
    "orders/paid",
    "orders/fulfilled",
    "orders/partially_fulfilled",
    "orders/cancelled",
];

#[derive(Deserialize)]
struct Told {
    id: i64,
    name: String,
    created_at: String,
    updated_at: String,
    currency: String,
    total_price: Json,
    cancelled_at: Option<String>,
    closed_at: Option<String>,
    financial_status: Option<String>,
    fulfillment_status: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    #[serde(default)]
    line_items: Vec<Item>,
    #[serde(default)]
    fulfillments: Vec<Fulfillment>,
    #[serde(default)]
    refunds: Vec<ToldRefund>,
    customer: Option<Customer>,
    shipping_address: Option<Address>,
    billing_address: Option<Address>,
}

#[derive(Deserialize)]
struct Item {
    sku: Option<String>,
    name: String,
    quantity: i64,
    price: Json,
}

#[derive(Deserialize)]
struct Fulfillment {
    status: Option<String>,
    shipment_status: Option<String>,
    tracking_company: Option<String>,
    tracking_number: Option<String>,
}

#[derive(Deserialize)]
struct ToldRefund {
    created_at: String,
    #[serde(default)]
    transactions: Vec<Transaction>,
}

#[derive(Deserialize)]
struct Transaction {
    kind: Option<String>,
    status: Option<String>,
    amount: Json,
    currency: Option<String>,
}

#[derive(Deserialize)]
struct Customer {
    id: Option<i64>,
    email: Option<String>,
    phone: Option<String>,
}

#[derive(Deserialize)]
struct Address {
    zip: Option<String>,
    phone: Option<String>,
}

/// The order.
///
/// # Errors
/// What of it can't be read.
pub(super) fn read(body: &[u8]) -> Result<SaveOrder, String> {
    let told: Told = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let currency = told.currency;
    // Taken out of the order again, an item stays in it with none of it.
    let items = told.line_items.into_iter().filter(|item| item.quantity > 0).take(ORDER_ITEMS);
    let items = items.map(|item| OrderItem {
        sku: given(item.sku, ORDER_WORD_CHARACTERS),
        name: name(&item.name, ORDER_ITEM_CHARACTERS),
        category: None,
        quantity: item.quantity,
        price: price(&item.price, &currency),
    });
    let items = items.collect();
    let refunds = told.refunds.into_iter().filter_map(|refund| refunded(refund, &currency).transpose());
    let refunds = refunds.take(ORDER_REFUNDS).collect::<Result<_, String>>()?;
    let is_fulfilled = told.fulfillment_status.as_deref() == Some("fulfilled");
    let status = match (told.cancelled_at, told.closed_at) {
        (Some(_), _) => OrderStatus::Cancelled,
        (None, Some(_)) => OrderStatus::Completed,
        (None, None) if is_fulfilled => OrderStatus::Completed,
        (None, None) => OrderStatus::Open,
    };
    let (customer, address) = (told.customer, told.shipping_address.or(told.billing_address));
    let of_customer = customer.as_ref();
    let phone = told.phone.or_else(|| of_customer.and_then(|one| one.phone.clone()));
    Ok(SaveOrder {
        reference: told.id.to_string(),
        number: line(&told.name, ORDER_NUMBER_CHARACTERS),
        placed_at: moment("created_at", &told.created_at)?,
        updated_at: moment("updated_at", &told.updated_at)?,
        status,
        payment: payment(told.financial_status.as_deref()),
        total: amount("total_price", &told.total_price, &currency)?,
        items,
        shipments: told.fulfillments.into_iter().filter_map(shipment).take(ORDER_SHIPMENTS).collect(),
        refunds,
        customer: OrderCustomer {
            email: told.email.or_else(|| of_customer.and_then(|one| one.email.clone())),
            phone: phone.or_else(|| address.as_ref().and_then(|address| address.phone.clone())),
            external_id: of_customer.and_then(|one| one.id).map(|id| id.to_string()),
            postcode: address.and_then(|address| address.zip),
        },
        currency,
    })
}

/// What a refund gave back in the order's currency; nothing when no money went back.
fn refunded(refund: ToldRefund, currency: &str) -> Result<Option<Refund>, String> {
    let mut back = 0_i64;
    for paid in refund.transactions {
        let is_back = paid.kind.as_deref() == Some("refund") && paid.status.as_deref() == Some("success");
        // In another currency it is what the customer saw, and not what the order is counted in.
        if is_back && paid.currency.is_none_or(|of| of == currency) {
            back = back.saturating_add(amount("refunds.transactions.amount", &paid.amount, currency)?);
        }
    }
    let at = moment("refunds.created_at", &refund.created_at)?;
    Ok((back > 0).then_some(Refund { at, amount: back }))
}

fn payment(financial_status: Option<&str>) -> Payment {
    match financial_status {
        Some("paid") => Payment::Paid,
        Some("authorized") => Payment::Authorized,
        Some("partially_refunded") => Payment::PartiallyRefunded,
        Some("refunded") => Payment::Refunded,
        Some("voided" | "expired") => Payment::Failed,
        // `pending`, `partially_paid`, and what comes later: the total was not paid.
        _ => Payment::Pending,
    }
}

fn shipment(told: Fulfillment) -> Option<Shipment> {
    let state = match (told.status.as_deref(), told.shipment_status.as_deref()) {
        (Some("cancelled"), _) => return None,
        (_, Some("delivered")) => ShipmentState::Delivered,
        (_, Some("failure" | "attempted_delivery")) | (Some("failure" | "error"), _) => ShipmentState::Failed,
        (_, Some("label_printed" | "label_purchased" | "confirmed")) | (Some("pending" | "open"), None) => {
            ShipmentState::Preparing
        }
        _ => ShipmentState::Shipped,
    };
    let word = |text| given(text, ORDER_WORD_CHARACTERS);
    Some(Shipment { state, carrier: word(told.tracking_company), tracking: word(told.tracking_number) })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the shape of the order in Shopify's documentation.
    const ORDER: &[u8] = include_bytes!("fixtures/shopify.json");

    #[test]
    fn the_order_of_the_documentation_is_read() {
        let order = read(ORDER).expect("an order");
        assert_eq!((order.reference.as_str(), order.number.as_str()), ("450789469", "#1001"));
        assert_eq!((order.total, order.currency.as_str()), (40_994, "USD"));
        assert_eq!((order.status, order.payment), (OrderStatus::Open, Payment::PartiallyRefunded));
        // 2008-01-10T11:00:00-05:00.
        assert_eq!(order.placed_at.milliseconds(), 1_199_980_800_000);
        assert_eq!(order.items.len(), 2, "what was taken out again is not in it");
        let item = &order.items[0];
        assert_eq!((item.name.as_str(), item.quantity, item.price), ("IPod Nano - 8gb - green", 1, 19_900));
        assert_eq!(order.refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [4_194]);
        let shipment = &order.shipments[0];
        assert_eq!(
            (shipment.state, shipment.tracking.as_deref()),
            (ShipmentState::Shipped, Some("1Z1234512345123456"))
        );
        let customer = order.customer;
        assert_eq!(customer.email.as_deref(), Some("bob.norman@mail.example.com"));
        assert_eq!((customer.external_id.as_deref(), customer.postcode.as_deref()), (Some("207119551"), Some("40202")));
    }

    #[test]
    fn what_is_missing_is_named() {
        let without = |field: &str| {
            let mut order: Json = serde_json::from_slice(ORDER).expect("JSON");
            order.as_object_mut().expect("fields").remove(field);
            read(order.to_string().as_bytes()).expect_err("no order")
        };
        assert!(without("currency").starts_with("missing field `currency`"));
        let mut order: Json = serde_json::from_slice(ORDER).expect("JSON");
        order["total_price"] = "409,94".into();
        assert_eq!(read(order.to_string().as_bytes()).expect_err("wrong"), "total_price: no amount of USD");
        order["total_price"] = "409.944".into();
        assert_eq!(read(order.to_string().as_bytes()).expect_err("wrong"), "total_price: no amount of USD");
        // A line item without end is cut, not lost.
        order["total_price"] = "409.94".into();
        order["line_items"] =
            serde_json::json!(vec![serde_json::json!({"name": "x".repeat(999), "quantity": 1, "price": "1"}); 150]);
        assert_eq!(read(order.to_string().as_bytes()).expect("an order").items.len(), ORDER_ITEMS);
    }
}
