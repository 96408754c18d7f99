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
use subrosa_store::devices;
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
        let ids: Vec<DeviceId> = some.iter().map(|(_, device)| *device).collect();
        let found = core.db.read(async move |tx| devices::newest_numbers(tx, &ids).await).await;
        let newest: HashMap<DeviceId, i64> = found.map_err(Error::from)?.into_iter().collect();
        for &(account, device) in some {
            core.bus.settle(account, device, newest.get(&device).copied());
        }
    }
    Ok(())
}
