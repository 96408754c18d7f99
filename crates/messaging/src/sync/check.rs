//! Sees now and then that no session has missed anything: on a shared store, changes are also made at other nodes, and what these tell
//! may be lost. A session that is behind is told so and reads the store; one whose device was signed out ends.
//!
//! All sessions are checked within [`ROUND`] ticks; a session that has just opened a tick later; and all of them at once when the bus
//! knows that something was lost, or can't know.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use subrosa_bus::PARTS;
use subrosa_proto::{AccountId, DeviceId};
use subrosa_store::{brand_members, devices};
use tokio::time::{MissedTickBehavior, interval};

use crate::Error;
use crate::core::Core;

const TICK: Duration = Duration::from_secs(1);
/// Ticks in which all sessions are checked once.
const ROUND: usize = 16;
/// Devices that one read of the store is about.
const READ: usize = 1_024;

/// Starts the task, if there may be other nodes. It ends with the core.
pub(crate) fn start(core: &Arc<Core>) {
    if !core.db.is_shared() && core.bus.health().is_none() {
        return;
    }
    let lost = core.bus.lost().unwrap_or_default();
    let core = Arc::downgrade(core);
    tokio::spawn(async move {
        let mut ticks = interval(TICK);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut next_part = 0;
        let mut young = Vec::new();
        loop {
            let is_lost = tokio::select! {
                _ = ticks.tick() => false,
                () = lost.notified() => true,
            };
            let Some(core) = core.upgrade() else { return };
            // Taken with every tick, also when all are checked: what is not taken piles up.
            let grown = if is_lost { Vec::new() } else { std::mem::replace(&mut young, core.bus.young()) };
            let checked = if is_lost || core.bus.is_unsure() {
                check_parts(&core, 0..PARTS).await
            } else {
                let parts = next_part..next_part + PARTS / ROUND;
                next_part = parts.end % PARTS;
                match check(&core, &grown).await {
                    Ok(()) => check_parts(&core, parts).await,
                    error => error,
                }
            };
            if let Err(error) = checked {
                tracing::debug!(%error, "sessions could not be checked");
            }
        }
    });
}

async fn check_parts(core: &Core, parts: std::ops::Range<usize>) -> Result<(), Error> {
    for part in parts {
        check(core, &core.bus.sessions_of(part)).await?;
    }
    Ok(())
}

async fn check(core: &Core, sessions: &[(AccountId, DeviceId)]) -> Result<(), Error> {
    for some in sessions.chunks(READ) {
        let newest = newest_numbers(core, some.to_vec()).await?;
        for &(account, device) in some {
            core.bus.settle(account, device, newest.get(&(account, device)).copied());
        }
    }
    Ok(())
}

/// The newest numbers of the accounts that sessions are about, as far as they may still be.
async fn newest_numbers(
    core: &Core,
    sessions: Vec<(AccountId, DeviceId)>,
) -> Result<HashMap<(AccountId, DeviceId), i64>, Error> {
    let found = core.db.read(async move |tx| {
        let ids: Vec<DeviceId> = sessions.iter().map(|(_, device)| *device).collect();
        let own = devices::newest_numbers(tx, &ids).await?;
        let mut all: HashMap<_, _> =
            own.into_iter().map(|(device, account, number)| ((account, device), number)).collect();
        // What is no session of the device's own account is one of a member for a brand.
        let of_brands: Vec<_> = sessions.into_iter().filter(|session| !all.contains_key(session)).collect();
        if !of_brands.is_empty() {
            let found = brand_members::newest_numbers(tx, &of_brands).await?;
            all.extend(found.into_iter().map(|(brand, device, number)| ((brand, device), number)));
        }
        Ok::<_, subrosa_store::Error>(all)
    });
    found.await.map_err(Error::from)
}
