//! Work that follows a change. Rows in the store, written with the change; done in steps, at least once, by one worker of all nodes at a
//! time, whatever dies in between.

use std::sync::Arc;
use std::time::Duration;

use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::jobs::{self, Lease};
use subrosa_store::members;

use crate::Error;
use crate::batch::{Batch, Change};
use crate::core::Core;
use crate::desk::count::count_some;
use crate::desk::delete_brand::erase_some;
use crate::desk::know_orders::know_some;
use crate::desk::visitors::move_some;
use crate::job_kind::{COUNT_REPORTS, ERASE_BRAND, KNOW_ORDERS, MOVE_EVENTS};

const STEP: u32 = 100;
/// A worker that has not come further for this long is taken for dead. Refreshing twice harms nothing.
const LEASE_SECONDS: i64 = 60;
/// Whoever waits for another worker looks this often.
pub(crate) const GLANCE: Duration = Duration::from_millis(5);
const RETRY: Duration = Duration::from_secs(5);
const LOOK: Duration = Duration::from_secs(60);

/// Starts the worker. It holds nothing open while it waits, and ends with the core.
pub(crate) fn start(core: &Arc<Core>, batch: &Batch) {
    let wake = Arc::clone(&core.jobs_wake);
    let (core, batch) = (Arc::downgrade(core), batch.downgrade());
    tokio::spawn(async move {
        loop {
            let outcome = match (core.upgrade(), batch.upgrade()) {
                (Some(core), Some(batch)) => step(&core, &batch).await,
                _ => return,
            };
            match outcome {
                Ok(true) => {}
                // Until there is a new job; now and then it looks by itself.
                Ok(false) => {
                    let _woken_or_not = tokio::time::timeout(LOOK, wake.notified()).await;
                }
                Err(error) => {
                    tracing::warn!(%error, "a job could not go on");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    });
}

/// Claims the oldest job that no one is at and does it to its end; whether there was one. When it can't go on, another try begins where
/// it came to.
pub(crate) async fn step(core: &Arc<Core>, batch: &Batch) -> Result<bool, Error> {
    let holder = i64::from_le_bytes(core.random());
    let lease = || Lease { holder, until: core.now().plus_seconds(LEASE_SECONDS) };
    let (now, claim) = (core.now(), lease());
    let claimed = core.db.write(async move |tx| jobs::claim(tx, now, claim).await).await;
    let Some(job) = claimed.map_err(Error::from)? else { return Ok(false) };
    let mut position = job.position;
    loop {
        let done = match job.kind.as_str() {
            COUNT_REPORTS => count_some(core, job.account, position).await,
            MOVE_EVENTS => move_some(core, job.account).await,
            KNOW_ORDERS => know_some(core, position).await,
            ERASE_BRAND => erase_some(core, job.account, position).await,
            _ => refresh_some(core, batch, job.account, position).await,
        };
        let next = match done {
            Ok(next) => next,
            Err(error) => {
                let held = lease();
                let released = core.db.write(async move |tx| jobs::release(tx, job.id, held).await).await;
                if let Err(error) = released {
                    tracing::debug!(%error, "a job stays held until its lease is over");
                }
                return Err(error);
            }
        };
        let held = lease();
        let is_held = match next {
            Some(next) => core.db.write(async move |tx| jobs::advance(tx, job.id, held, next).await).await,
            None => core.db.write(async move |tx| jobs::finish(tx, job.id, held).await).await,
        };
        match next {
            // Another worker took it for abandoned, and goes on from here.
            _ if !is_held.map_err(Error::from)? => return Ok(true),
            Some(next) => position = next,
            None => return Ok(true),
        }
    }
}

/// Refreshes some of an account's conversations, after one; the last of them.
async fn refresh_some(core: &Core, batch: &Batch, account: AccountId, position: i64) -> Result<Option<i64>, Error> {
    let after = ConversationId::new(position);
    let found = core.db.read(async move |tx| members::conversations_after(tx, account, after, STEP).await).await;
    let conversations = found.map_err(Error::from)?;
    batch.run_all(conversations.iter().map(|&conversation| (conversation, Change::Refresh { account }))).await?;
    Ok(conversations.last().map(|last| last.number()))
}
