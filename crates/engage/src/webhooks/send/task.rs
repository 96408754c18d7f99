//! The task that looks for what is due.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use subrosa_messaging::{Error, WeakMessaging};
use subrosa_proto::WebhookId;
use subrosa_store::webhook_threads::{self, Told};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::deliver::{CLAIM_SECONDS, deliver};
use crate::{Engage, Memory};

/// How often due work is looked for: what was put off, and what another node left.
const LOOK: Duration = Duration::from_secs(1);
/// Conversations that are told of at a time, and of these, to one address: a slow one takes no place from the others.
const AT_ONCE: usize = 64;
const AT_ONCE_TO_ONE: usize = 8;
/// Seconds for which what finds no place is put off.
const NO_PLACE_SECONDS: i64 = 1;

/// What this node is at.
struct Sender {
    places: Arc<Semaphore>,
    taken: Mutex<HashMap<WebhookId, usize>>,
}

impl Engage {
    /// Begins to tell. It ends when messaging does. Must be called inside a Tokio runtime.
    pub fn run_webhooks(&self) {
        let (weak, memory) = (self.messaging.downgrade(), self.memory.clone());
        tokio::spawn(run(weak, self.messaging.webhook_work(), memory));
    }

    /// Tells what is due, here and now: for those who can't wait for the next look.
    ///
    /// # Errors
    /// When the store fails; what is left is told later.
    pub async fn run_due_webhooks(&self) -> Result<(), Error> {
        loop {
            let claimed = claim(self, AT_ONCE).await?;
            if claimed.is_empty() {
                return Ok(());
            }
            for told in claimed {
                deliver(self, told).await?;
            }
        }
    }
}

async fn run(weak: WeakMessaging, work: Arc<tokio::sync::Notify>, memory: Memory) {
    let sender = Arc::new(Sender { places: Arc::new(Semaphore::new(AT_ONCE)), taken: Mutex::new(HashMap::new()) });
    loop {
        // Rung or not, it looks.
        let _rung = tokio::time::timeout(LOOK, work.notified()).await;
        let Some(messaging) = weak.upgrade() else { return };
        let engage = Engage { messaging, memory: memory.clone() };
        if let Err(error) = sender.pass(&engage).await {
            tracing::debug!(%error, "what webhooks have to tell can't be read now");
        }
    }
}

impl Sender {
    /// Begins with what is due, as far as there are places.
    async fn pass(self: &Arc<Self>, engage: &Engage) -> Result<(), Error> {
        loop {
            let free = self.places.available_permits();
            if free == 0 {
                return Ok(());
            }
            let claimed = claim(engage, free).await?;
            let is_all = claimed.len() < free;
            for told in claimed {
                match self.place(told.webhook) {
                    Some(permit) => self.begin(engage, told, permit),
                    None => put_off(engage, told).await?,
                }
            }
            if is_all {
                return Ok(());
            }
        }
    }

    fn begin(self: &Arc<Self>, engage: &Engage, told: Told, permit: OwnedSemaphorePermit) {
        let (sender, engage) = (Arc::clone(self), engage.clone());
        tokio::spawn(async move {
            if let Err(error) = deliver(&engage, told).await {
                // It stays due.
                tracing::debug!(%error, "a webhook could not go on");
            }
            sender.leave(told.webhook);
            drop(permit);
        });
    }

    /// A place to tell an address, where there is one.
    fn place(&self, webhook: WebhookId) -> Option<OwnedSemaphorePermit> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_one = taken.entry(webhook).or_default();
        if *of_one >= AT_ONCE_TO_ONE {
            return None;
        }
        let permit = Arc::clone(&self.places).try_acquire_owned().ok()?;
        *of_one += 1;
        Some(permit)
    }

    fn leave(&self, webhook: WebhookId) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of_one) = taken.get_mut(&webhook) {
            *of_one -= 1;
            if *of_one == 0 {
                taken.remove(&webhook);
            }
        }
    }
}

async fn claim(engage: &Engage, most: usize) -> Result<Vec<Told>, Error> {
    let now = engage.messaging.now();
    let (until, most) = (now.plus_seconds(CLAIM_SECONDS), u32::try_from(most).unwrap_or(u32::MAX));
    let claimed = engage.messaging.db().write(async move |tx| webhook_threads::claim(tx, now, until, most).await).await;
    claimed.map_err(Error::from)
}

async fn put_off(engage: &Engage, told: Told) -> Result<(), Error> {
    let due_at = engage.messaging.now().plus_seconds(NO_PLACE_SECONDS);
    let put_off = engage.messaging.db().write(async move |tx| webhook_threads::go_on(tx, &told, due_at).await);
    put_off.await.map_err(Error::from)
}
