//! Removes the pictures that nobody shows any more, now and then; of all servers on a store, one does so at a time.

use std::sync::{Arc, Weak};
use std::time::Duration;

use subrosa_store::media;
use tokio::time::{MissedTickBehavior, interval};

use super::Media;
use crate::Error;
use crate::core::Core;

const TICK: Duration = Duration::from_secs(60);
/// A server that has begun to remove a picture and has not come to its end is taken for dead.
const LEASE_SECONDS: i64 = 60;
/// A picture that was written and is not shown after this long never will be.
pub(crate) const UNUSED_SECONDS: i64 = 60 * 60;
/// How long a picture that was replaced stays.
pub(crate) const REPLACED_SECONDS: i64 = 24 * 60 * 60;

/// Starts the task, if pictures are kept outside of the database. It ends with the core.
pub(crate) fn start(core: &Arc<Core>) {
    let Some(media) = core.media.clone() else { return };
    tokio::spawn(keep_removing(Arc::downgrade(core), media));
}

async fn keep_removing(core: Weak<Core>, media: Media) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(core) = core.upgrade() else { return };
        if let Err(error) = remove_due(&core, &media).await {
            tracing::warn!(%error, "pictures that nobody shows could not be removed; they are tried again");
        }
    }
}

/// Removes all pictures whose time has come; how many they were.
pub(crate) async fn remove_due(core: &Core, place: &Media) -> Result<u32, Error> {
    let mut removed = 0;
    loop {
        let (now, until) = (core.now(), core.now().plus_seconds(LEASE_SECONDS));
        let claimed = core.db.write(async move |tx| media::claim_due(tx, now, until).await).await;
        let Some((account, name)) = claimed.map_err(Error::from)? else { return Ok(removed) };
        place.remove(&name).await?;
        let forgotten = core.db.write(async move |tx| media::forget(tx, account, &name).await).await;
        forgotten.map_err(Error::from)?;
        removed += 1;
    }
}
