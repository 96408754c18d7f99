//! Orders: what a customer has bought at a brand's shop, as the shop tells it.
//!
//! Amounts are whole numbers of the currency's smallest unit (ISO 4217), never fractions: 1990 of `EUR` is 19.90 euros, of `JPY`
//! 1,990 yen.

use serde::{Deserialize, Serialize};

use crate::ids::OrderId;
use crate::object;
use crate::time::Timestamp;

/// How an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum OrderStatus {
    /// The shop has something to do.
    Open,
    Completed,
    Cancelled,
}

/// How the payment of an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum Payment {
    Pending,
    /// The customer's bank has agreed; nothing was taken yet.
    Authorized,
    Paid,
    PartiallyRefunded,
    Refunded,
    /// It was not paid and will not be.
    Failed,
}

impl Payment {
    /// Whether the shop was given the money, whatever it gave back since.
    #[must_use]
    pub const fn was_made(self) -> bool {
        matches!(self, Self::Paid | Self::PartiallyRefunded | Self::Refunded)
    }
}

/// How a shipment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ShipmentState {
    Preparing,
    Shipped,
    Delivered,
    /// It could not be delivered.
    Failed,
    Returned,
}

/// One parcel of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Shipment {
    pub state: ShipmentState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100, example = "DHL"))]
    pub carrier: Option<String>,
    /// The carrier's number of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100, example = "00340434161094042557"))]
    pub tracking: Option<String>,
}

/// What was ordered, how often, at which price for one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderItem {
    /// The shop's number of the thing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100))]
    pub sku: Option<String>,
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 200, example = "Blue bowl"))]
    pub name: String,
    /// What kind of thing it is, in the shop's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 100, example = "Bowls"))]
    pub category: Option<String>,
    #[cfg_attr(feature = "schema", schema(minimum = 1, maximum = 1_000_000))]
    pub quantity: i64,
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub price: i64,
}

impl OrderItem {
    /// What all of it comes to; saturates.
    #[must_use]
    pub const fn sum(&self) -> i64 {
        self.price.saturating_mul(self.quantity)
    }
}

/// Money that was given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Refund {
    pub at: Timestamp,
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1_000_000_000_000_i64))]
    pub amount: i64,
}

/// Whose order it is, as the shop knows: for linking it to a contact, and for proving that someone may hear of it. Given out by the
/// export alone.
/// What can't be compared with anything, because it is too long or none of its kind, is left aside.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderCustomer {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(example = "ada@example.org"))]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(example = "+49 170 1234567"))]
    pub phone: Option<String>,
    /// What the shop calls the customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// Of the address that it goes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(example = "10999"))]
    pub postcode: Option<String>,
}

impl std::fmt::Debug for OrderCustomer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Who bought what never reaches a log.
        formatter.write_str("OrderCustomer")
    }
}

/// An order as the shop tells it: new, or in place of what it told before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveOrder {
    /// The shop's own id of it, for good.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 100, example = "450789469"))]
    pub reference: String,
    /// The number that the customer was told.
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40, example = "RW-10482"))]
    pub number: String,
    pub placed_at: Timestamp,
    /// When the shop last changed it. What is older than what is known is left aside.
    pub updated_at: Timestamp,
    pub status: OrderStatus,
    pub payment: Payment,
    /// Three capital letters (ISO 4217).
    #[cfg_attr(feature = "schema", schema(pattern = "^[A-Z]{3}$", example = "EUR"))]
    pub currency: String,
    /// What the customer was to pay, shipping and taxes included.
    #[cfg_attr(feature = "schema", schema(minimum = 0, maximum = 1_000_000_000_000_i64, example = 4990))]
    pub total: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 100))]
    pub items: Vec<OrderItem>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 20))]
    pub shipments: Vec<Shipment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "object::list")]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub refunds: Vec<Refund>,
    #[serde(default, deserialize_with = "object::one")]
    pub customer: OrderCustomer,
}

/// Several orders at once.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveOrders {
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 100))]
    #[serde(deserialize_with = "object::list")]
    pub orders: Vec<SaveOrder>,
}

/// What became of one order that was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum SavedAs {
    Created,
    /// It took the place of what was known.
    Updated,
    /// What is known is newer, so it was left aside.
    Stale,
    /// It can't be used; `problem` says why.
    Refused,
}

/// One order of several, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedOrder {
    pub reference: String,
    pub outcome: SavedAs,
    /// With `refused`: the field, and what is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub problem: Option<String>,
}

/// What became of several orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedOrders {
    /// As many as were told, in their order.
    pub orders: Vec<SavedOrder>,
}

/// An order as a member sees it. By whom it was placed is not among it: that is what proves that someone may hear of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Order {
    pub id: OrderId,
    pub number: String,
    pub placed_at: Timestamp,
    pub updated_at: Timestamp,
    pub status: OrderStatus,
    pub payment: Payment,
    pub currency: String,
    pub total: i64,
    /// What was given back in all.
    pub refunded: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<OrderItem>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shipments: Vec<Shipment>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<Refund>,
}

/// What a contact has bought in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderTotals {
    pub currency: String,
    /// All orders, also those that were never paid.
    pub orders: i64,
    /// The totals of those that were paid.
    pub paid: i64,
    /// What was given back.
    pub refunded: i64,
    /// The lifetime value: `paid` less `refunded`.
    pub value: i64,
}

/// Which orders of a contact to read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema, utoipa::IntoParams))]
#[cfg_attr(feature = "schema", into_params(parameter_in = Query))]
pub struct OrdersRequest {
    /// The `next` of the page before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(pattern = "^-?[0-9]{1,19}\\.[0-9]{1,19}$"))]
    pub after: Option<String>,
    /// How many at most: 1 to 50, 20 unless said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", param(minimum = 1, maximum = 50))]
    pub limit: Option<u32>,
}

/// A page of a contact's orders.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OrderPage {
    /// The newest first.
    pub orders: Vec<Order>,
    /// Where the next page begins; absent on the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub next: Option<String>,
}

/// An order's number and a second fact. Both have to be the order's before anything of it is shown.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct VerifyOrder {
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 40, example = "RW-10482"))]
    pub number: String,
    /// One of these three.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 254, example = "ada@example.org"))]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 254))]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(max_length = 254))]
    pub postcode: Option<String>,
}

impl std::fmt::Debug for VerifyOrder {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What proves an order never reaches a log.
        formatter.write_str("VerifyOrder")
    }
}
