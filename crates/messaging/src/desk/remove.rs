//! Removes the contents that brands keep no longer. Every node looks; doing it twice does nothing.

use subrosa_store::brand_retention;

use crate::Error;
use crate::batch::{Batch, Change};
use crate::core::Core;

/// Tickets whose conversations are looked at in one go.
const STEP: u32 = 20;
/// Goes in a row: what a brand switches on may be due in a hundred thousand conversations, and nobody waits for it.
const STEPS: usize = 5;

/// Removes some of what is due now, from a few conversations at a time; whether something may be left.
pub(crate) async fn remove_some(core: &Core, batch: &Batch) -> Result<bool, Error> {
    for _ in 0..STEPS {
        let now = core.now();
        let mut due = core.db.read(async move |tx| brand_retention::due(tx, now, STEP).await).await?;
        if due.is_empty() {
            return Ok(false);
        }
        due.sort_unstable();
        due.dedup();
        batch.run_all(due.into_iter().map(|conversation| (conversation, Change::Remove))).await?;
    }
    Ok(true)
}
