//! A step that looks at everyone.

use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_store::segment_contacts::{self, Claimed, Moved};

use super::claim::CLAIM_SECONDS;
use crate::Engage;
use crate::segments::look::in_order;

/// Who comes and goes is written so many at a time, so that nobody waits for long.
const AT_ONCE: usize = 2_000;
/// Contacts that are read at once.
const PAGE: u32 = 20_000;

/// Finds everyone who is in, and writes in what that differs from what is kept.
pub(super) async fn look_at_everyone(engage: &Engage, mut claimed: Claimed, is_told: bool) -> Result<(), Error> {
    let db = engage.messaging.db();
    let (found, number) = engage.look_at_all(claimed.brand, claimed.rule.clone(), in_order).await?;
    let mut kept: Vec<ConversationId> = Vec::new();
    loop {
        let (segment, after) = (claimed.id, kept.last().copied().unwrap_or(ConversationId::new(0)));
        let page = db.read(async move |tx| segment_contacts::page(tx, segment, after, PAGE).await).await;
        let page = page.map_err(Error::from)?;
        let is_last = page.len() < PAGE as usize;
        kept.extend(page.into_iter().map(|(contact, _)| contact));
        if is_last {
            break;
        }
    }
    let (entered, left) = (without(&found, &kept), without(&kept, &found));
    let mut writes: Vec<Moved> = Vec::new();
    writes.extend(left.chunks(AT_ONCE).map(|some| Moved { left: some.to_vec(), is_told, ..Moved::default() }));
    writes.extend(entered.chunks(AT_ONCE).map(|some| Moved { entered: some.to_vec(), is_told, ..Moved::default() }));
    for moved in writes {
        let (now, writing) = (engage.messaging.now(), claimed.clone());
        let until = now.plus_seconds(CLAIM_SECONDS);
        let written = db.write(async move |tx| {
            segment_contacts::apply(tx, writing.id, &moved, now).await?;
            if segment_contacts::hold(tx, &writing, until).await? { Ok(()) } else { Err(super::gone()) }
        });
        match written.await {
            Ok(()) => claimed.until = until,
            outcome => return super::unless_gone(outcome),
        }
    }
    let now = engage.messaging.now();
    let released = db.write(async move |tx| segment_contacts::release(tx, &claimed, (number, now)).await).await;
    // Where the rule is another by now, it is to be found anew anyway.
    released.map(drop).map_err(Error::from)
}

/// Those who are in the first list alone. Both are in rising order.
fn without(one: &[ConversationId], other: &[ConversationId]) -> Vec<ConversationId> {
    let mut others = other.iter().peekable();
    let is_alone = |contact: &&ConversationId| {
        while others.next_if(|other| *other < *contact).is_some() {}
        others.peek() != Some(contact)
    };
    one.iter().filter(is_alone).copied().collect()
}
