//! The task that takes the steps, on every node.

use std::time::Duration;

use subrosa_messaging::{Error, WeakMessaging};
use subrosa_store::segment_contacts::{self, Claimed};

use super::claim::{CLAIM_SECONDS, looked_before};
use super::step::step;
use crate::{Engage, Memory};

/// How often it is looked whether contacts have changed.
const LOOK: Duration = Duration::from_millis(250);
const RETRY: Duration = Duration::from_secs(5);

impl Engage {
    /// Begins to keep segments. It ends when messaging does. Must be called inside a Tokio runtime.
    pub fn keep_segments(&self) {
        tokio::spawn(run(self.messaging.downgrade(), self.memory.clone()));
    }

    /// Brings all segments up to date, here and now: for those who can't wait for the next look.
    ///
    /// # Errors
    /// When the store fails; what is left is done later.
    pub async fn finish_segments(&self) -> Result<(), Error> {
        while let Some(claimed) = claim(self).await? {
            step(self, claimed).await?;
        }
        Ok(())
    }
}

async fn run(weak: WeakMessaging, memory: Memory) {
    loop {
        tokio::time::sleep(LOOK).await;
        let Some(messaging) = weak.upgrade() else { return };
        let engage = Engage { messaging, memory: memory.clone() };
        if let Err(error) = engage.finish_segments().await {
            tracing::warn!(%error, "segments could not be kept up to date; it is tried again");
            drop(engage);
            tokio::time::sleep(RETRY).await;
        }
    }
}

async fn claim(engage: &Engage) -> Result<Option<Claimed>, Error> {
    let now = engage.messaging.now();
    let (looked_before, until) = (looked_before(now), now.plus_seconds(CLAIM_SECONDS));
    let db = engage.messaging.db();
    // Mostly there is nothing, and looking disturbs no writer.
    let is_any = db.read(async move |tx| segment_contacts::is_any_free(tx, now, looked_before).await).await;
    if !is_any.map_err(Error::from)? {
        return Ok(None);
    }
    let claimed = db.write(async move |tx| segment_contacts::claim(tx, now, looked_before, until).await).await;
    claimed.map_err(Error::from)
}
