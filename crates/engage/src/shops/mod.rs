//! Shops that tell a brand's orders by webhooks: who may tell, and what their words mean.

mod deleted;
mod list;
mod remove;
mod save;
mod shopify;
mod signature;
mod tell;
mod told;
mod woocommerce;

pub use tell::Webhook;

use subrosa_proto::AccountId;
use subrosa_proto::shop::Shop;
use subrosa_store::shops::KnownShop;

/// A shop as the brand's members see it.
fn shop(brand: AccountId, known: KnownShop) -> Shop {
    let KnownShop { kind, since, taken, refused } = known;
    Shop { kind, path: format!("/v1/shops/{brand}/{}/orders", kind.word()), since, taken, refused }
}
