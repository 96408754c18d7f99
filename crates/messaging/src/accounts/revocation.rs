//! Ends the sessions of devices that were signed out.

use subrosa_proto::{AccountId, DeviceId};
use subrosa_store::brand_members;

use crate::core::Core;

/// Brands of one person whose sessions are looked for.
const BRANDS: u32 = 1_000;

/// Ends the sessions of an account's devices, and those that they have for the brands that the person works for.
pub(crate) async fn revoke(core: &Core, account: AccountId, devices: &[DeviceId]) {
    let found = core.db.read(async move |tx| brand_members::memberships(tx, account, BRANDS).await).await;
    let brands = match found {
        Ok(memberships) => memberships.into_iter().map(|membership| membership.brand.id).collect(),
        Err(error) => {
            tracing::warn!(%error, "a member's sessions for brands go on until they are checked");
            Vec::new()
        }
    };
    // All at once and at the end, so that the session that asked for it still gets its answer.
    for account in std::iter::once(account).chain(brands) {
        for &device in devices {
            core.bus.revoke(account, Some(device));
        }
    }
}
