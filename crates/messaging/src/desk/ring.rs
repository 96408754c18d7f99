//! Tells of the clocks of service levels when their moment has come: that something is due soon, or was due. Every node looks; doing it
//! twice does nothing.

use subrosa_store::tickets;

use crate::Error;
use crate::batch::{Batch, Change};
use crate::core::Core;

/// Tickets looked at in one go.
const STEP: u32 = 200;

/// Tells of all clocks whose time has come; of how many tickets they were.
pub(crate) async fn ring_due(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let mut rung = 0;
    loop {
        let now = core.now();
        let due = core.db.read(async move |tx| tickets::ringing(tx, now, STEP).await).await.map_err(Error::from)?;
        if due.is_empty() {
            return Ok(rung);
        }
        rung += batch.run_all(due.into_iter().map(|conversation| (conversation, Change::Ring))).await?;
    }
}
