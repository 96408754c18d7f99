//! How a customer stands to the topics that a flow asks consents for.

use std::collections::{BTreeMap, BTreeSet};

use subrosa_flow::engine::Stance;
use subrosa_flow::{Name, Program};
use subrosa_messaging::{Error, consents};
use subrosa_proto::consent::{ConsentState, Topic};
use subrosa_proto::limits::BRAND_TOPICS;
use subrosa_proto::{AccountId, ConversationId};
use subrosa_store::consents::Entry;
use subrosa_store::{consents as entries, topics};

use crate::Engage;

/// Why the customer is not asked for some of them. Flows that ask for none cost nothing.
pub(super) async fn stances(
    engage: &Engage,
    (brand, contact): (AccountId, ConversationId),
    program: &Program,
) -> Result<BTreeMap<Name, Stance>, Error> {
    let wanted: BTreeSet<&Name> = program.topics().collect();
    if wanted.is_empty() {
        return Ok(BTreeMap::new());
    }
    let read = engage.messaging.db().read(async move |tx| {
        let known = topics::list(tx, brand, BRAND_TOPICS).await?;
        Ok::<_, Error>((known, entries::current(tx, brand, contact).await?))
    });
    let (known, held) = read.await?;
    Ok(wanted.into_iter().filter_map(|topic| Some((topic.clone(), stance(topic.as_str(), &known, &held)?))).collect())
}

fn stance(topic: &str, known: &[Topic], held: &[Entry]) -> Option<Stance> {
    let said = held.iter().find(|entry| entry.topic == topic).map(consents::said);
    match said {
        Some(said) if said.state == ConsentState::Granted => Some(Stance::Given),
        Some(said) if said.is_own_withdrawal() => Some(Stance::Closed),
        _ => {
            let is_asked_for = known.iter().any(|one| one.name == topic && !one.is_archived);
            (!is_asked_for).then_some(Stance::Closed)
        }
    }
}
