//! Shops that tell a brand's orders by webhooks.

pub(super) mod list;
pub(super) mod remove;
pub(super) mod save;
pub(super) mod tell;
