//! Calls tickets from brands' queues when someone can take them: as soon as a member comes, or holds less, and now and then in any case,
//! on every node. To whom a called ticket goes is decided in the batch; calling one twice does nothing.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use subrosa_desk::assignment::Wanted;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::assignment;
use tokio::time::{MissedTickBehavior, interval};

use super::staff::Staff;
use crate::batch::{Batch, Change};
use crate::core::Core;
use crate::{Error, Messaging};

/// How late it may be where nothing rings: on another node, or when a member's absence ends by the clock.
const LOOK: Duration = Duration::from_secs(5);
/// Tickets of one queue that are called in one go.
const STEP: u32 = 200;
/// Brands that are looked at in one go.
const BRANDS: u32 = 1_000;

/// Starts the task. It ends with the core.
pub(crate) fn start(core: &Arc<Core>, batch: &Batch) {
    let bell = Arc::clone(&core.queue_bell);
    let (core, batch) = (Arc::downgrade(core), batch.downgrade());
    tokio::spawn(async move {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            let rung = tokio::select! {
                _ = looks.tick() => None,
                rung = bell.rung() => Some(rung),
            };
            let (Some(core), Some(batch)) = (core.upgrade(), batch.upgrade()) else { return };
            let called = match rung {
                Some(brands) => call_all(&core, &batch, brands).await,
                None => call_waiting(&core, &batch).await.map(drop),
            };
            if let Err(error) = called {
                tracing::debug!(%error, "tickets could not be given to members");
            }
        }
    });
}

/// Looks at all brands that have tickets to give; how many were called.
async fn call_waiting(core: &Core, batch: &Batch) -> Result<u32, Error> {
    let brands = core.db.read(async |tx| assignment::brands_with_waiting(tx, BRANDS).await).await;
    let mut called = 0;
    for brand in brands.map_err(Error::from)? {
        called += call(core, batch, brand).await?;
    }
    Ok(called)
}

async fn call_all(core: &Core, batch: &Batch, brands: BTreeSet<AccountId>) -> Result<(), Error> {
    for brand in brands {
        call(core, batch, brand).await?;
    }
    Ok(())
}

/// Calls those of a brand's tickets that someone can take now; how many they were.
async fn call(core: &Core, batch: &Batch, brand: AccountId) -> Result<u32, Error> {
    let now = core.now();
    let ready: Vec<ConversationId> = core
        .db
        .read(async move |tx| {
            let mut staff = Staff::read(tx, brand, now).await?;
            let waiting = assignment::waiting(tx, brand, &staff.queues(), STEP).await?;
            let can_be_given = waiting.into_iter().filter(|one| {
                let wanted = Wanted { labels: &one.labels, from: None };
                staff.give(one.team, wanted).is_some()
            });
            Ok::<_, Error>(can_be_given.map(|one| one.conversation).collect())
        })
        .await?;
    batch.run_all(ready.into_iter().map(|conversation| (conversation, Change::Assign))).await
}

impl Messaging {
    /// Gives tickets that wait to those who can take them, here and now; how many were called.
    ///
    /// # Errors
    /// When the store fails; they are called later.
    pub async fn call_waiting_tickets(&self) -> Result<u32, Error> {
        call_waiting(&self.core, &self.batch).await
    }

    /// Those who wait in a brand's queues may be given to someone now, by what has just changed of its people or its rules.
    pub fn stir_queue(&self, brand: AccountId) {
        self.core.queue_bell.ring(brand);
    }
}
