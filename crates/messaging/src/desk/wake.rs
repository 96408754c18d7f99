//! Opens snoozed tickets when their moment has come. Every node looks; doing it twice does nothing.

use subrosa_store::tickets;

use crate::Error;
use crate::batch::{Batch, Change};
use crate::core::Core;

/// Tickets opened in one go.
const STEP: u32 = 200;

/// Opens all that are due now; how many they were.
pub(crate) async fn wake_due(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let mut woken = 0;
    loop {
        let now = core.now();
        let due = core.db.read(async move |tx| tickets::due(tx, now, STEP).await).await.map_err(Error::from)?;
        if due.is_empty() {
            return Ok(woken);
        }
        woken += batch.run_all(due.into_iter().map(|conversation| (conversation, Change::Wake))).await?;
    }
}
