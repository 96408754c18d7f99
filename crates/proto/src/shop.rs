//! Shops that tell their orders by webhooks, in the shapes of those who make them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::time::Timestamp;

/// In whose shape a shop tells its orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ShopKind {
    /// `orders/…` of Shopify's Admin API, signed by `X-Shopify-Hmac-Sha256`.
    Shopify,
    /// `order.…` of WooCommerce's REST API, version 3, signed by `X-WC-Webhook-Signature`.
    Woocommerce,
}

impl ShopKind {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Shopify, Self::Woocommerce];

    /// Its word, as on the wire.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Shopify => "shopify",
            Self::Woocommerce => "woocommerce",
        }
    }
}

/// It is the word of no kind of shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no kind of shop")]
pub struct NoShop;

impl FromStr for ShopKind {
    type Err = NoShop;

    fn from_str(text: &str) -> Result<Self, NoShop> {
        Self::ALL.into_iter().find(|kind| kind.word() == text).ok_or(NoShop)
    }
}

/// A webhook that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShopDelivery {
    pub at: Timestamp,
    /// What it was about, as the shop calls it.
    #[cfg_attr(feature = "schema", schema(example = "orders/updated"))]
    pub topic: String,
}

/// Why a webhook was of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum ShopRefusalReason {
    /// It was signed with another secret, or changed on its way.
    Signature,
    /// It was signed, and its order can't be used; `detail` says why.
    Order,
}

/// A webhook that was of no use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShopRefusal {
    pub at: Timestamp,
    pub reason: ShopRefusalReason,
    /// With `order`: the field, and what is wrong with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false, example = "total_price: no amount of EUR"))]
    pub detail: Option<String>,
}

/// A shop that tells a brand's orders. The secret is not among it: it never comes back out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Shop {
    pub kind: ShopKind,
    /// Where its webhooks go, on this server.
    #[cfg_attr(feature = "schema", schema(example = "/v1/shops/acc_0000000000001/shopify/orders"))]
    pub path: String,
    /// When the secret was set.
    pub since: Timestamp,
    /// The last one that was taken with this secret; absent before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub taken: Option<ShopDelivery>,
    /// The last one that was of no use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub refused: Option<ShopRefusal>,
}

/// The shops of a brand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ShopList {
    pub shops: Vec<Shop>,
}

/// The secret with which a shop signs its webhooks.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveShop {
    /// As the shop has it: letters, digits, marks and spaces between them, all of ASCII.
    #[cfg_attr(feature = "schema", schema(min_length = 16, max_length = 200, pattern = "^[!-~]([ -~]*[!-~])?$"))]
    pub secret: String,
}

impl std::fmt::Debug for SaveShop {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Whoever has it tells orders.
        formatter.write_str("SaveShop")
    }
}
