//! Three orders of each customer, over the last two years, and the address by which they are known.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::Timestamp;
use subrosa_proto::contact::{ContactChange, IdentityKind, Proof, SaveIdentity};
use subrosa_proto::order::{
    OrderCustomer, OrderItem, OrderStatus, Payment, SaveOrder, SaveOrders, Shipment, ShipmentState,
};

use crate::failure::Failure;

/// Orders of each customer.
const EACH: usize = 3;
/// Orders that are told at once.
const AT_ONCE: usize = 100;
const THINGS: [(&str, &str, i64); 6] = [
    ("Teapot", "Tea", 7_900),
    ("Linen cloth", "Linen", 8_900),
    ("Blue bowl", "Bowls", 3_400),
    ("Candle holder", "Light", 1_900),
    ("Cup", "Tea", 1_300),
    ("Plate", "Plates", 4_200),
];

/// What is known of a customer: the address that their orders carry.
pub(super) fn known(number: usize) -> ContactChange {
    let email = SaveIdentity { kind: IdentityKind::Email, value: email(number), proof: Proof::Verified };
    ContactChange { identities: vec![email], ..ContactChange::default() }
}

/// Tells the orders of some customers; how many they were.
pub(super) async fn tell(
    engage: &Engage,
    owner: &Actor,
    customers: std::ops::Range<usize>,
    now: Timestamp,
) -> Result<usize, Failure> {
    let orders: Vec<SaveOrder> =
        customers.flat_map(|number| (0..EACH).map(move |turn| order(number, turn, now))).collect();
    for part in orders.chunks(AT_ONCE) {
        engage.save_orders(owner, SaveOrders { orders: part.to_vec() }).await?;
    }
    Ok(orders.len())
}

fn email(number: usize) -> String {
    format!("customer{number}@example.org")
}

fn order(number: usize, turn: usize, now: Timestamp) -> SaveOrder {
    let serial = number * EACH + turn;
    let days = i64::try_from((serial * 7) % 730).unwrap_or(0);
    let placed_at = now.plus_seconds(-days * 86_400);
    let items: Vec<OrderItem> = (0..=serial % 4)
        .map(|item| {
            let (name, category, price) = THINGS[(serial + item) % THINGS.len()];
            OrderItem {
                sku: Some(format!("T-{}", (serial + item) % THINGS.len())),
                name: name.to_owned(),
                category: Some(category.to_owned()),
                quantity: 1,
                price,
            }
        })
        .collect();
    let is_done = days > 7;
    SaveOrder {
        reference: format!("{serial}"),
        number: format!("E{serial:07}"),
        placed_at,
        updated_at: placed_at,
        status: if is_done { OrderStatus::Completed } else { OrderStatus::Open },
        payment: Payment::Paid,
        currency: "EUR".to_owned(),
        total: items.iter().map(|item| item.price).sum(),
        items,
        shipments: vec![Shipment {
            state: if is_done { ShipmentState::Delivered } else { ShipmentState::Shipped },
            carrier: Some("DHL".to_owned()),
            tracking: Some(format!("00340434{serial:012}")),
        }],
        refunds: Vec::new(),
        customer: OrderCustomer {
            email: Some(email(number)),
            postcode: Some(format!("{:05}", number % 99_999)),
            ..OrderCustomer::default()
        },
    }
}
