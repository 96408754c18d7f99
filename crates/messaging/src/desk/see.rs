//! Which members of brands are at work: those with a session for the brand. Noted in the store when a session opens and every minute
//! after, by the node that has it, so that all nodes know the same; whoever was not seen for some minutes is away.

use std::sync::Arc;
use std::time::Duration;

use subrosa_access::Actor;
use subrosa_proto::{AccountId, DeviceId};
use subrosa_store::availability;
use tokio::time::{MissedTickBehavior, interval};

use crate::core::Core;
use crate::{Error, Messaging};

/// How often it is noted.
const LOOK: Duration = Duration::from_secs(60);

/// Notes that a session has opened, if it is one of a member. That it could not be noted keeps nobody out: the next look notes it.
pub(crate) async fn opened(core: &Core, actor: &Actor) {
    let Some(session) = core.at_work.opened(actor) else { return };
    match see(core, vec![session]).await {
        Ok(()) => core.queue_bell.ring(session.0),
        Err(error) => tracing::debug!(%error, "a member who came to work could not be noted"),
    }
}

/// Starts the task. It ends with the core.
pub(crate) fn start(core: &Arc<Core>) {
    let core = Arc::downgrade(core);
    tokio::spawn(async move {
        let mut looks = interval(LOOK);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            looks.tick().await;
            let Some(core) = core.upgrade() else { return };
            if let Err(error) = look(&core).await {
                tracing::debug!(%error, "members at work could not be noted");
            }
        }
    });
}

/// Notes all who are here now.
async fn look(core: &Core) -> Result<(), Error> {
    see(core, core.at_work.sessions(|brand| core.bus.devices_here(brand))).await
}

async fn see(core: &Core, sessions: Vec<(AccountId, DeviceId)>) -> Result<(), Error> {
    if sessions.is_empty() {
        return Ok(());
    }
    let now = core.now();
    let noted = core.db.write(async move |tx| availability::see_many(tx, &sessions, now).await).await;
    noted.map_err(Error::from)
}

impl Messaging {
    /// Notes which members of brands have sessions at this node, here and now.
    ///
    /// # Errors
    /// When the store fails; they are noted later.
    pub async fn note_members_at_work(&self) -> Result<(), Error> {
        look(&self.core).await
    }
}
