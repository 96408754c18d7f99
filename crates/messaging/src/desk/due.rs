//! What of brands' work is due by the clock: looked for now and then, on every node.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::{MissedTickBehavior, interval};

use super::{ask, close, disputes, remove, ring, schedule, wake};
use crate::batch::Batch;
use crate::core::Core;

/// How late it may be.
const LOOK: Duration = Duration::from_secs(5);

/// Starts the task. It ends with the core.
pub(crate) fn start(core: &Arc<Core>, batch: &Batch) {
    let (core, batch) = (Arc::downgrade(core), batch.downgrade());
    tokio::spawn(async move {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            let (Some(core), Some(batch)) = (core.upgrade(), batch.upgrade()) else { return };
            if let Err(error) = wake::wake_due(&core, &batch).await {
                tracing::debug!(%error, "snoozed tickets could not be looked at");
            }
            if let Err(error) = ring::ring_due(&core, &batch).await {
                tracing::debug!(%error, "clocks of service levels could not be looked at");
            }
            if let Err(error) = disputes::ring_due(&core, &batch).await {
                tracing::debug!(%error, "disputes could not be looked at");
            }
            if let Err(error) = close::close_due(&core, &batch).await {
                tracing::debug!(%error, "pending tickets could not be looked at");
            }
            if let Err(error) = schedule::send_due(&core, &batch).await {
                tracing::debug!(%error, "scheduled replies could not be sent");
            }
            if let Err(error) = remove::remove_some(&core, &batch).await {
                tracing::debug!(%error, "contents that are kept no longer could not be removed");
            }
            if let Err(error) = ask::ask_due(&core, &batch).await {
                tracing::debug!(%error, "customers could not be asked");
            }
        }
    });
}
