//! Writes beside orders that an older version kept what they are found and added up by.

use std::sync::Arc;

use subrosa_store::orders;

use crate::Error;
use crate::core::Core;

/// Orders of one transaction.
const STEP: u32 = 200;

/// Does so for some orders behind a number, of all brands; the number of the last.
pub(crate) async fn know_some(core: &Arc<Core>, position: i64) -> Result<Option<i64>, Error> {
    core.db.write(async move |tx| orders::write_beside_some(tx, position, STEP).await).await.map_err(Error::from)
}
