//! Work that follows a change. Rows in the store, written with the change; done in steps, at least once, whatever dies in between.

use std::sync::Arc;
use std::time::Duration;

use subrosa_access::Actor;
use subrosa_proto::ConversationId;
use subrosa_store::{jobs, members};

use crate::Error;
use crate::batch::{Batch, Change, Work};
use crate::core::Core;

/// Tell everyone who shares a conversation with an account that its profile has changed.
pub(crate) const PROFILE_CHANGED: &str = "profile_changed";

const STEP: u32 = 100;
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

/// Takes the oldest job one step further; whether there was one.
pub(crate) async fn step(core: &Core, batch: &Batch) -> Result<bool, Error> {
    let Some(job) = core.db.read(async |tx| jobs::oldest(tx).await).await.map_err(Error::from)? else {
        return Ok(false);
    };
    let account = job.account;
    let after = ConversationId::new(job.position);
    let found = core.db.read(async move |tx| members::conversations_after(tx, account, after, STEP).await).await;
    let conversations = found.map_err(Error::from)?;
    let mut refreshing = Vec::with_capacity(conversations.len());
    for &conversation in &conversations {
        let work = Work::Change { actor: Actor::Operator, conversation, change: Change::Refresh { account } };
        refreshing.push(batch.enqueue(work)?);
    }
    for refreshed in refreshing {
        refreshed.await?;
    }
    let outcome = match conversations.last().copied() {
        Some(last) => core.db.write(async move |tx| jobs::advance(tx, job.id, last.number()).await).await,
        None => core.db.write(async move |tx| jobs::remove(tx, job.id).await).await,
    };
    outcome.map_err(Error::from)?;
    Ok(true)
}
