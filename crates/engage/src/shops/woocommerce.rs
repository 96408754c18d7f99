//! An order as WooCommerce tells it: the `order` resource of its REST API, version 3
//! (<https://developer.woocommerce.com/docs/apis/rest-api/v3/orders/>), by the topics of its webhooks
//! (<https://developer.woocommerce.com/docs/apis/rest-api/v3/webhooks/>). Only what is needed is read. It has no parcels of its own;
//! where a plug-in adds them, tell them by `PUT /v1/brand/orders`.

use serde::Deserialize;
use serde_json::Value as Json;
use subrosa_proto::limits::{
    ORDER_ITEM_CHARACTERS, ORDER_ITEMS, ORDER_NUMBER_CHARACTERS, ORDER_REFUNDS, ORDER_WORD_CHARACTERS,
};
use subrosa_proto::order::{OrderCustomer, OrderItem, OrderStatus, Payment, Refund, SaveOrder};

use super::told::{amount, given, line, moment, name, price};

/// The topics that bring an order.
pub(super) const TOPICS: [&str; 3] = ["order.created", "order.updated", "order.restored"];

#[derive(Deserialize)]
struct Told {
    id: i64,
    number: String,
    status: String,
    currency: String,
    total: Json,
    date_created_gmt: String,
    date_modified_gmt: String,
    date_paid_gmt: Option<String>,
    #[serde(default)]
    customer_id: i64,
    #[serde(default)]
    line_items: Vec<Item>,
    #[serde(default)]
    refunds: Vec<ToldRefund>,
    #[serde(default)]
    billing: Address,
    #[serde(default)]
    shipping: Address,
}

#[derive(Deserialize)]
struct Item {
    sku: Option<String>,
    name: String,
    quantity: i64,
    price: Json,
}

/// Its total is written with a minus.
#[derive(Deserialize)]
struct ToldRefund {
    total: Json,
}

#[derive(Deserialize, Default)]
struct Address {
    email: Option<String>,
    phone: Option<String>,
    postcode: Option<String>,
}

/// The order.
///
/// # Errors
/// What of it can't be read.
pub(super) fn read(body: &[u8]) -> Result<SaveOrder, String> {
    let told: Told = serde_json::from_slice(body).map_err(|error| error.to_string())?;
    let currency = told.currency;
    let updated_at = moment("date_modified_gmt", &told.date_modified_gmt)?;
    let total = amount("total", &told.total, &currency)?;
    let items = told.line_items.into_iter().filter(|item| item.quantity > 0).take(ORDER_ITEMS);
    let items = items.map(|item| OrderItem {
        sku: given(item.sku, ORDER_WORD_CHARACTERS),
        name: name(&item.name, ORDER_ITEM_CHARACTERS),
        category: None,
        quantity: item.quantity,
        price: price(&item.price, &currency),
    });
    let items = items.collect();
    let mut refunds = Vec::new();
    for refund in told.refunds.iter().take(ORDER_REFUNDS) {
        // When it was is not told; it is not later than this.
        let amount = amount("refunds.total", &refund.total, &currency)?.saturating_abs();
        refunds.push(Refund { at: updated_at, amount });
    }
    let refunded = refunds.iter().fold(0_i64, |sum, refund| sum.saturating_add(refund.amount));
    let is_paid = told.date_paid_gmt.is_some() || matches!(told.status.as_str(), "processing" | "completed");
    Ok(SaveOrder {
        reference: told.id.to_string(),
        number: line(&told.number, ORDER_NUMBER_CHARACTERS),
        placed_at: moment("date_created_gmt", &told.date_created_gmt)?,
        updated_at,
        status: match told.status.as_str() {
            "completed" | "refunded" => OrderStatus::Completed,
            "cancelled" | "failed" | "trash" => OrderStatus::Cancelled,
            _ => OrderStatus::Open,
        },
        payment: match told.status.as_str() {
            "refunded" => Payment::Refunded,
            "failed" => Payment::Failed,
            _ if is_paid && refunded >= total && refunded > 0 => Payment::Refunded,
            _ if is_paid && refunded > 0 => Payment::PartiallyRefunded,
            _ if is_paid => Payment::Paid,
            _ => Payment::Pending,
        },
        total,
        items,
        shipments: Vec::new(),
        refunds,
        customer: OrderCustomer {
            email: told.billing.email,
            phone: told.billing.phone,
            // 0 is a guest.
            external_id: (told.customer_id > 0).then(|| told.customer_id.to_string()),
            postcode: told.shipping.postcode.filter(|code| !code.trim().is_empty()).or(told.billing.postcode),
        },
        currency,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the shape of the order in WooCommerce's documentation.
    const ORDER: &[u8] = include_bytes!("fixtures/woocommerce.json");

    #[test]
    fn the_order_of_the_documentation_is_read() {
        let order = read(ORDER).expect("an order");
        assert_eq!((order.reference.as_str(), order.number.as_str()), ("727", "727"));
        assert_eq!((order.total, order.currency.as_str()), (2_935, "USD"));
        assert_eq!((order.status, order.payment), (OrderStatus::Open, Payment::PartiallyRefunded));
        // 2017-03-22T19:28:02 in UTC, whatever the shop's own clock says.
        assert_eq!(order.placed_at.milliseconds(), 1_490_210_882_000);
        let items: Vec<_> = order.items.iter().map(|item| (item.name.as_str(), item.quantity, item.price)).collect();
        assert_eq!(items, [("Woo Single #1", 2, 300), ("Ship Your Idea – Color: Black, Size: M Test", 1, 1_200)]);
        assert_eq!((order.items[0].sku.as_deref(), order.items[1].sku.as_deref()), (None, Some("Bar3")));
        assert_eq!(order.refunds.iter().map(|refund| refund.amount).collect::<Vec<_>>(), [1_000]);
        let customer = order.customer;
        assert_eq!(customer.email.as_deref(), Some("john.doe@example.com"));
        assert_eq!((customer.external_id, customer.postcode.as_deref()), (None, Some("94103")));
    }

    #[test]
    fn what_a_webhook_without_rights_brings_is_no_order() {
        let error = br#"{"code":"woocommerce_rest_cannot_view","message":"Sorry, you cannot view this resource."}"#;
        assert!(read(error).expect_err("no order").starts_with("missing field `id`"));
    }
}
