//! Visitors who turn out to be someone else: what they did is moved to where it belongs.

use std::sync::Arc;

use subrosa_proto::AccountId;
use subrosa_store::visitors::{self, Subject};
use subrosa_store::{Tx, accounts, jobs};

use crate::core::Core;
use crate::job_kind::MOVE_EVENTS;
use crate::{Error, Messaging};

/// Events that are moved in one transaction.
const AT_ONCE: u32 = 1_000;

impl Messaging {
    /// Makes a visitor someone else: another visitor, or a contact. Of very many events, those behind the first are moved by a job, which
    /// [`Messaging::wake_jobs`] wakes; whether there is one. Whoever calls it holds the lock of the brand's account.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn join_visitor(
        &self,
        tx: &mut Tx<'_>,
        brand: AccountId,
        (from, into): (Subject, Subject),
    ) -> Result<bool, Error> {
        visitors::join(tx, brand, from, into).await?;
        if visitors::move_events(tx, brand, (from, into), AT_ONCE).await? < u64::from(AT_ONCE) {
            return Ok(false);
        }
        visitors::note_move(tx, brand, (from, into)).await?;
        jobs::insert(tx, self.core.next_id(), MOVE_EVENTS, brand).await?;
        Ok(true)
    }

    /// Lets what was left to be done begin now.
    pub fn wake_jobs(&self) {
        self.core.jobs_wake.notify_one();
    }
}

/// Moves some events of a brand's visitors; a number as long as there may be more.
pub(crate) async fn move_some(core: &Arc<Core>, brand: AccountId) -> Result<Option<i64>, Error> {
    let moved = core.db.write(async move |tx| {
        accounts::lock(tx, brand).await?;
        let Some((from, into)) = visitors::next_move(tx, brand).await? else { return Ok(None) };
        if visitors::move_events(tx, brand, (from, into), AT_ONCE).await? < u64::from(AT_ONCE) {
            visitors::end_move(tx, brand, from).await?;
        }
        Ok(Some(0))
    });
    moved.await.map_err(|error: subrosa_store::Error| Error::from(error))
}
