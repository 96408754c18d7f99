//! One step of one segment.

use subrosa_messaging::Error;
use subrosa_proto::segment::Rule;
use subrosa_store::segment_contacts::{self, Claimed, State};

use super::some::look_at_some;
use super::task::CLAIM_SECONDS;
use super::whole::look_at_everyone;
use crate::Engage;
use crate::segments::asked::Asked;

/// Contacts and moves that are forgotten at once.
const FORGOTTEN: u32 = 2_000;
/// Everyone is looked at again when the last time was so long ago, unless time changes nothing.
const LOOK_AT_ALL_SECONDS: i64 = 60;

/// Brings a segment up to date, as far as it goes in one step.
pub(super) async fn step(engage: &Engage, claimed: Claimed) -> Result<(), Error> {
    let now = engage.messaging.now();
    match (claimed.state, claimed.followed) {
        (State::Over, _) => forget(engage, claimed).await,
        (State::List, _) | (State::Live, None) => look_at_everyone(engage, claimed, false).await,
        (State::Live, Some(followed)) => {
            let (brand, rule) = (claimed.brand, claimed.rule.clone());
            let read = engage.messaging.db().read(async move |tx| Asked::by(tx, brand, &[&rule], now).await);
            let asked = read.await?;
            let is_time = claimed.looked_at <= now.plus_seconds(-LOOK_AT_ALL_SECONDS);
            if is_time && asked.has(&claimed.rule, changes_with_time) {
                return look_at_everyone(engage, claimed, true).await;
            }
            look_at_some(engage, &asked, claimed, followed).await
        }
    }
}

/// Whether a condition can hold of someone and hold no more though nothing happened to them.
fn changes_with_time(condition: &Rule) -> bool {
    !matches!(condition, Rule::Consent(_) | Rule::Segment(_))
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
