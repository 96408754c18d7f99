//! One step of one segment.

use subrosa_messaging::Error;
use subrosa_store::segment_contacts::{self, Claimed, State};

use super::claim::{CLAIM_SECONDS, looked_before};
use super::some::look_at_some;
use super::whole::look_at_everyone;
use crate::Engage;

/// Contacts and moves that are forgotten at once.
const FORGOTTEN: u32 = 2_000;

/// Brings a segment up to date, as far as it goes in one step.
pub(super) async fn step(engage: &Engage, claimed: Claimed) -> Result<(), Error> {
    let now = engage.messaging.now();
    match (claimed.state, claimed.followed) {
        (State::Over, _) => forget(engage, claimed).await,
        (State::List, _) | (State::Live, None) => look_at_everyone(engage, claimed, false).await,
        // Whatever the rule: it is claimed again at once if nobody says that everyone was looked at.
        (State::Live, Some(_)) if claimed.looked_at <= looked_before(now) => {
            look_at_everyone(engage, claimed, true).await
        }
        (State::Live, Some(followed)) => look_at_some(engage, claimed, followed).await,
    }
}

async fn forget(engage: &Engage, claimed: Claimed) -> Result<(), Error> {
    loop {
        let (forgetting, until) = (claimed.clone(), engage.messaging.now().plus_seconds(CLAIM_SECONDS));
        let forgotten = engage.messaging.db().write(async move |tx| {
            if segment_contacts::forget(tx, forgetting.id, FORGOTTEN).await? {
                return segment_contacts::hold(tx, &forgetting, until).await;
            }
            segment_contacts::release(tx, &forgetting, (0, until)).await?;
            segment_contacts::bury(tx, forgetting.id).await?;
            Ok::<_, subrosa_store::Error>(false)
        });
        if !forgotten.await.map_err(Error::from)? {
            return Ok(());
        }
    }
}
