//! Removes the pictures that nobody shows any more, and the files that no message says, now and then; of all servers on a store, one does so
//! at a time.

use std::sync::{Arc, Weak};
use std::time::Duration;

use subrosa_store::{attachments as files, media};
use tokio::time::{MissedTickBehavior, interval};

use super::{Media, Shelf};
use crate::Error;
use crate::attachments::name_of;
use crate::core::Core;

const TICK: Duration = Duration::from_secs(60);
/// A server that has begun to remove a picture and has not come to its end is taken for dead.
const LEASE_SECONDS: i64 = 60;
/// A picture that was written and is not shown after this long never will be.
pub(crate) const UNUSED_SECONDS: i64 = 60 * 60;
/// How long a picture that was replaced stays.
pub(crate) const REPLACED_SECONDS: i64 = 24 * 60 * 60;

/// Starts the task. It ends with the core.
pub(crate) fn start(core: &Arc<Core>) {
    tokio::spawn(keep_removing(Arc::downgrade(core)));
}

async fn keep_removing(core: Weak<Core>) {
    let mut ticks = interval(TICK);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(core) = core.upgrade() else { return };
        if let Err(error) = remove_due(&core).await {
            tracing::warn!(%error, "pictures or files that nobody shows could not be removed; they are tried again");
        }
    }
}

/// Removes all pictures and files whose time has come; how many they were.
pub(crate) async fn remove_due(core: &Core) -> Result<u32, Error> {
    let pictures = match &core.media {
        Some(place) => remove_pictures(core, place).await?,
        // In the store they go with the change that shows another.
        None => 0,
    };
    Ok(pictures + remove_files(core).await?)
}

async fn remove_pictures(core: &Core, place: &Media) -> Result<u32, Error> {
    let mut removed = 0;
    loop {
        let (now, until) = (core.now(), core.now().plus_seconds(LEASE_SECONDS));
        let claimed = core.db.write(async move |tx| media::claim_due(tx, now, until).await).await;
        let Some((account, name)) = claimed.map_err(Error::from)? else { return Ok(removed) };
        place.remove(Shelf::Avatars, &name).await?;
        let forgotten = core.db.write(async move |tx| media::forget(tx, account, &name).await).await;
        forgotten.map_err(Error::from)?;
        removed += 1;
    }
}

async fn remove_files(core: &Core) -> Result<u32, Error> {
    let mut removed = 0;
    loop {
        let (now, until) = (core.now(), core.now().plus_seconds(LEASE_SECONDS));
        // Most of the time there is none, which is no reason to keep the writer busy.
        let is_due = core.db.read(async move |tx| files::is_any_due(tx, now).await).await;
        if !is_due.map_err(Error::from)? {
            return Ok(removed);
        }
        let claimed = core.db.write(async move |tx| files::claim_due(tx, now, until).await).await;
        let Some(named) = claimed.map_err(Error::from)? else { return Ok(removed) };
        if let Some(place) = &core.media {
            place.remove(Shelf::Attachments, &name_of(&named)).await?;
        }
        let forgotten = core.db.write(async move |tx| files::forget(tx, named.id).await).await;
        forgotten.map_err(Error::from)?;
        removed += 1;
    }
}
