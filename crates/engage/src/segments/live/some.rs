//! A step that looks at those who changed.

use std::collections::BTreeSet;

use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_proto::segment::Rule;
use subrosa_store::contact_changes;
use subrosa_store::segment_contacts::{self, Claimed, Moved};

use super::whole::look_at_everyone;
use crate::Engage;
use crate::segments::asked::Asked;
use crate::segments::which::which_are_in;

/// Changes that are looked at in one step.
const AT_ONCE: u32 = 5_000;

/// Looks at whoever changed behind a number.
pub(super) async fn look_at_some(engage: &Engage, claimed: Claimed, followed: i64) -> Result<(), Error> {
    let (brand, rule, now) = (claimed.brand, claimed.rule.clone(), engage.messaging.now());
    let read = engage.messaging.db().read(async move |tx| {
        let changes = contact_changes::since(tx, brand, followed, AT_ONCE).await?;
        Ok::<_, Error>((Asked::by(tx, brand, &[&rule], now).await?, changes))
    });
    let (asked, changes) = read.await?;
    let Some(changes) = changes else { return look_at_everyone(engage, claimed, true).await };
    let up_to = changes.last().map_or(followed, |last| last.number);
    let contacts: BTreeSet<ConversationId> = changes.into_iter().map(|change| change.contact).collect();
    let contacts: Vec<ConversationId> = contacts.into_iter().collect();
    // Where someone stands depends on all others: who comes and goes is seen when everyone is looked at.
    let is_in = if contacts.is_empty() || asked.has(&claimed.rule, |rule| matches!(rule, Rule::Standing(_))) {
        None
    } else {
        Some(which_are_in(engage, &asked, &claimed.rule, &contacts).await?)
    };
    let looked_at = claimed.looked_at;
    let written = engage.messaging.db().write(async move |tx| {
        if let Some(is_in) = &is_in {
            let was_in = segment_contacts::which(tx, claimed.id, &contacts).await?;
            let moved = Moved {
                entered: picked(&contacts, is_in, &was_in),
                left: picked(&contacts, &was_in, is_in),
                is_told: true,
            };
            if !moved.entered.is_empty() || !moved.left.is_empty() {
                segment_contacts::apply(tx, claimed.id, &moved, now).await?;
            }
        }
        // What was written does not count when another has taken over.
        if segment_contacts::release(tx, &claimed, (up_to, looked_at)).await? { Ok(()) } else { Err(super::gone()) }
    });
    super::unless_gone(written.await)
}

/// Those of whom one is so and the other not.
fn picked(contacts: &[ConversationId], one: &[bool], other: &[bool]) -> Vec<ConversationId> {
    let both = contacts.iter().zip(one.iter().zip(other));
    both.filter(|(_, (one, other))| **one && !**other).map(|(contact, _)| *contact).collect()
}
