//! Opens snoozed tickets when their moment has come. Every node looks; doing it twice does nothing.

use subrosa_access::Actor;
use subrosa_store::tickets;

use crate::Error;
use crate::batch::{Batch, Change, Work};
use crate::core::Core;

/// Tickets opened in one go.
const STEP: u32 = 200;

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
