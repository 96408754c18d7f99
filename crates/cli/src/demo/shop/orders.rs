//! What the shop knows of its customers, and what they have bought.

use std::collections::BTreeMap;

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::contact::{AttributeValue, ContactChange, IdentityKind, Proof, SaveIdentity};
use subrosa_proto::order::{
    OrderCustomer, OrderItem, OrderStatus, Payment, Refund, SaveOrder, SaveOrders, Shipment, ShipmentState,
};
use subrosa_proto::{ConversationId, Timestamp};

use crate::failure::Failure;

/// What can be bought: number, name, price in cents.
pub(super) const THINGS: [(&str, &str, &str, i64); 10] = [
    ("CB-04", "Blue bowl", "Tableware", 3_400),
    ("CC-02", "Espresso cup, set of two", "Cups", 2_600),
    ("CP-11", "Large plate, speckled", "Tableware", 4_200),
    ("CT-01", "Teapot, 1.2 l", "Cups", 7_900),
    ("CV-07", "Vase, tall", "Home", 5_800),
    ("LC-15", "Linen tablecloth, 140 × 220", "Linen", 8_900),
    ("LN-03", "Linen napkins, set of four", "Linen", 3_200),
    ("LT-08", "Tea towel, striped", "Linen", 1_400),
    ("LA-02", "Apron, rust", "Linen", 4_600),
    ("CH-06", "Candle holder", "Home", 1_900),
];

/// How many orders each of ten customers has; then it begins anew.
const ORDERS: [usize; 10] = [2, 1, 0, 3, 1, 2, 1, 0, 5, 1];

const DAY: i64 = 86_400;

/// A customer of the shop.
pub(super) struct Customer {
    pub(super) handle: String,
    pub(super) conversation: ConversationId,
}

/// Tells the orders and what is known of each customer. Three of four have verified their address; the
/// orders of the others wait to be verified in the thread.
pub(super) async fn tell(
    engage: &Engage,
    owner: &Actor,
    customers: &[Customer],
    now: Timestamp,
) -> Result<(), Failure> {
    let mut orders = Vec::new();
    for (place, customer) in customers.iter().enumerate() {
        for turn in 0..ORDERS[place % ORDERS.len()] {
            orders.push(order(place, turn, customer, now));
        }
        engage.change_contact(owner, customer.conversation, known(place, customer)).await?;
    }
    for part in orders.chunks(100) {
        engage.save_orders(owner, SaveOrders { orders: part.to_vec() }).await?;
    }
    Ok(())
}

/// What is known of a customer: much of some, nothing of others.
fn known(place: usize, customer: &Customer) -> ContactChange {
    let mut attributes = BTreeMap::new();
    let text = |text: &str| AttributeValue::Text(text.to_owned());
    if ORDERS[place % ORDERS.len()] > 2 {
        attributes.insert("tier".to_owned(), Some(text("Gold")));
    }
    if !place.is_multiple_of(3) {
        attributes.insert("newsletter".to_owned(), Some(AttributeValue::YesNo(place.is_multiple_of(2))));
    }
    if place.is_multiple_of(4) {
        attributes.insert("workshops".to_owned(), Some(AttributeValue::Number((1 + place % 3).into())));
        attributes.insert(
            "birthday".to_owned(),
            Some(text(&format!("19{}-0{}-1{}", 70 + place % 29, 1 + place % 9, place % 10))),
        );
    }
    let email = SaveIdentity { kind: IdentityKind::Email, value: email(customer), proof: Proof::Verified };
    let identities = if place % 4 == 3 { Vec::new() } else { vec![email] };
    ContactChange { attributes, identities, ..ContactChange::default() }
}

fn email(customer: &Customer) -> String {
    format!("{}@example.org", customer.handle)
}

/// One order. The older it is the further it has come; one of seven was partly refunded, one of eleven cancelled.
fn order(place: usize, turn: usize, customer: &Customer, now: Timestamp) -> SaveOrder {
    let serial = place * 5 + turn;
    let days = i64::try_from(turn * 47 + place % 13 + 1).unwrap_or(1);
    let placed_at = now.plus_seconds(-days * DAY - i64::try_from(serial % 24).unwrap_or(0) * 1_237);
    let items: Vec<OrderItem> = (0..=serial % 3)
        .map(|item| {
            let (sku, name, category, price) = THINGS[(serial * 3 + item * 7) % THINGS.len()];
            let quantity = if item == 0 { 1 + i64::try_from(serial % 2).unwrap_or(0) } else { 1 };
            OrderItem {
                sku: Some(sku.to_owned()),
                name: name.to_owned(),
                category: Some(category.to_owned()),
                quantity,
                price,
            }
        })
        .collect();
    let total = items.iter().map(|item| item.quantity * item.price).sum::<i64>() + 490;
    let (is_cancelled, is_refunded) = (serial % 11 == 10, serial % 7 == 6);
    let refunds = match (is_cancelled, is_refunded) {
        (true, _) => vec![Refund { at: placed_at.plus_seconds(DAY), amount: total }],
        (false, true) => vec![Refund { at: placed_at.plus_seconds(6 * DAY), amount: items[0].price }],
        (false, false) => Vec::new(),
    };
    let (state, carrier) = match days {
        0..=1 => (ShipmentState::Preparing, None),
        2..=5 => (ShipmentState::Shipped, Some("DHL")),
        _ => (ShipmentState::Delivered, Some("DHL")),
    };
    let tracking = carrier.map(|_| format!("003404341610{:08}", 94_000_000 + serial * 7_919));
    let shipment = Shipment { state, carrier: carrier.map(str::to_owned), tracking };
    // The fifth customer asks for it by its number.
    let number = if place == 4 { 10_482 } else { 10_500 + serial };
    SaveOrder {
        reference: format!("{}", 7_000_000 + serial),
        number: format!("RW-{number}"),
        placed_at,
        updated_at: placed_at.plus_seconds(DAY / 2),
        status: match (is_cancelled, state) {
            (true, _) => OrderStatus::Cancelled,
            (false, ShipmentState::Delivered) => OrderStatus::Completed,
            (false, _) => OrderStatus::Open,
        },
        payment: match (is_cancelled, is_refunded) {
            (true, _) => Payment::Refunded,
            (false, true) => Payment::PartiallyRefunded,
            (false, false) => Payment::Paid,
        },
        currency: "EUR".to_owned(),
        total,
        items,
        shipments: if is_cancelled { Vec::new() } else { vec![shipment] },
        refunds,
        customer: OrderCustomer {
            email: Some(email(customer)),
            phone: None,
            external_id: None,
            postcode: Some(format!("{}", 10_115 + place * 37)),
        },
    }
}
