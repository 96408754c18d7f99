//! Removes what brands keep no longer: contents of conversations, files, custom events. Every node looks; doing it twice does nothing.

use subrosa_store::{brand_retention, custom_events};

use crate::Error;
use crate::batch::{Batch, Change};
use crate::core::Core;

/// Tickets whose conversations are looked at in one go.
const STEP: u32 = 20;
/// Goes in a row: what a brand switches on may be due in a hundred thousand conversations, and nobody waits for it.
const STEPS: usize = 5;
/// Custom events that go at once.
const EVENTS: u32 = 500;

/// Removes some of what is due now, from a few conversations at a time; whether something may be left.
pub(crate) async fn remove_some(core: &Core, batch: &Batch) -> Result<bool, Error> {
    for _ in 0..STEPS {
        let now = core.now();
        let due = core.db.read(async move |tx| {
            let mut due = brand_retention::due(tx, now, STEP).await?;
            due.extend(brand_retention::files_due(tx, now, STEP).await?);
            let has_events = custom_events::is_any_old(tx, now).await?;
            Ok::<_, subrosa_store::Error>((due, has_events))
        });
        let (mut due, has_events) = due.await?;
        if due.is_empty() && !has_events {
            return Ok(false);
        }
        due.sort_unstable();
        due.dedup();
        batch.run_all(due.into_iter().map(|conversation| (conversation, Change::Remove))).await?;
        if has_events {
            core.db.write(async move |tx| custom_events::remove_old(tx, now, EVENTS).await).await?;
        }
    }
    Ok(true)
}
