//! Opens snoozed tickets when their moment has come. Every node looks; doing it twice does nothing.

use std::sync::Arc;
use std::time::Duration;

use subrosa_access::Actor;
use subrosa_store::tickets;
use tokio::time::{MissedTickBehavior, interval};

use crate::Error;
use crate::batch::{Batch, Change, Work};
use crate::core::Core;

/// How late a ticket may open.
const LOOK: Duration = Duration::from_secs(5);
/// Tickets opened in one go.
const STEP: u32 = 200;

/// Starts the task. It ends with the core.
pub(crate) fn start(core: &Arc<Core>, batch: &Batch) {
    let (core, batch) = (Arc::downgrade(core), batch.downgrade());
    tokio::spawn(async move {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            let (Some(core), Some(batch)) = (core.upgrade(), batch.upgrade()) else { return };
            if let Err(error) = wake_due(&core, &batch).await {
                tracing::debug!(%error, "snoozed tickets could not be looked at");
            }
        }
    });
}

/// Opens all that are due now; how many they were.
pub(crate) async fn wake_due(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let mut woken = 0;
    loop {
        let now = core.now();
        let due = core.db.read(async move |tx| tickets::due(tx, now, STEP).await).await.map_err(Error::from)?;
        let mut waking = Vec::with_capacity(due.len());
        for conversation in due {
            let work = Work::Change { actor: Actor::Operator, conversation, change: Change::Wake };
            waking.push(batch.enqueue(work)?);
        }
        if waking.is_empty() {
            return Ok(woken);
        }
        for one in waking {
            one.await?;
            woken += 1;
        }
    }
}
