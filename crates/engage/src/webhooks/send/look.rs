//! What an address is to be told next of a conversation, in order.

use subrosa_messaging::Error;
use subrosa_store::webhook_threads::{self, Told};
use subrosa_store::webhooks::{self, Target};
use subrosa_store::{events, journal};

use crate::Engage;
use crate::webhooks::payload::{Happened, Place};

/// Messages, and entries of the journal, that are read in one go.
const PAGE: u32 = 50;

/// What there is to tell.
pub(super) struct View {
    pub(super) target: Target,
    pub(super) told: Told,
    pub(super) place: Place,
    /// What comes next, in order.
    pub(super) next: Vec<Happened>,
    /// Whether more may stand behind it.
    pub(super) is_page: bool,
}

/// Looks, at one moment; nothing when the address is told no more.
pub(super) async fn look(engage: &Engage, told: Told) -> Result<Option<View>, Error> {
    let read = engage.messaging.db().read(async move |tx| {
        let Some(target) = webhooks::find(tx, told.webhook).await?.filter(|target| target.webhook.on) else {
            return Ok(None);
        };
        let Some(known) = webhook_threads::find(tx, told.webhook, told.conversation).await? else { return Ok(None) };
        // What was passed over stands nowhere yet.
        let told = Told { seq: known.seq.max(told.seq), journal: known.journal.max(told.journal), ..known };
        let place = Place::read(tx, target.brand, told.conversation).await?;
        let messages = events::newer(tx, told.conversation, told.seq, PAGE).await?;
        let entries = journal::newer(tx, told.conversation, told.journal, PAGE).await?;
        Ok::<_, Error>(Some((target, told, place, messages, entries)))
    });
    let Some((target, told, place, messages, entries)) = read.await? else { return Ok(None) };
    let is_full = |count: usize| count >= usize::try_from(PAGE).unwrap_or(usize::MAX);
    let messages: Vec<Happened> = messages.into_iter().map(Happened::Message).collect();
    let entries: Vec<Happened> = entries.into_iter().map(|entry| Happened::Entry(Box::new(entry))).collect();
    // Behind the last of a page there may be something that comes before what the other page still has.
    let ends = [&messages, &entries].map(|page| page.last().filter(|_| is_full(page.len())).map(Happened::place));
    let end = ends.into_iter().flatten().min();
    let mut next: Vec<Happened> = messages.into_iter().chain(entries).collect();
    next.sort_by_key(Happened::place);
    next.retain(|one| end.is_none_or(|end| one.place() <= end));
    Ok(Some(View { target, told, place, next, is_page: end.is_some() }))
}
