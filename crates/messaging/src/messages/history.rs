//! Read a conversation's log, a page at a time, by seq.
//!
//! Where the store has replicas, the primary says who may read and how far the log goes, and a replica may give the events. What a
//! page holds is known by then, so the store takes only what is wholly that.

use subrosa_access::{Actor, Permit, ReadConversation};
use subrosa_proto::ConversationId;
use subrosa_proto::conversation::empty_recalled;
use subrosa_proto::event::{Event, EventPage, PageRequest};
use subrosa_store::{Tx, conversations, events};

use super::page::Wanted;
use crate::conversations::get::{permitted, readable};
use crate::{Error, Messaging};

impl Messaging {
    /// Events before, after or around a seq, or the newest ones; oldest first.
    ///
    /// # Errors
    /// `not_found`; `invalid_parameter` when more than one of the three is given, or a number is outside what is allowed.
    pub async fn read_events(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: PageRequest,
    ) -> Result<EventPage, Error> {
        let wanted = Wanted::of(&request)?;
        if self.core.db.has_replica()
            && let Some(page) = self.page_from_replica(actor, conversation, wanted).await?
        {
            return Ok(page);
        }
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                let permit = readable(tx, &actor, conversation).await?;
                let head = conversations::head(tx, conversation).await?;
                let events = page(tx, &permit, conversation, wanted.seqs(head)).await?;
                Ok(EventPage { events: wanted.cut(events), head })
            })
            .await
    }

    /// The page, if a replica gives it.
    async fn page_from_replica(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        wanted: Wanted,
    ) -> Result<Option<EventPage>, Error> {
        let actor = *actor;
        let known = self.core.db.read(async move |tx| {
            let (_permit, state) = permitted::<ReadConversation>(tx, &actor, conversation).await?;
            let (lowest, newest) = wanted.seqs(state.head);
            let is_empty = lowest > newest;
            let newest_id = if is_empty { None } else { events::id_at(tx, conversation, newest).await? };
            Ok::<_, Error>((state.head, (state.removed, state.recalled), is_empty, newest_id))
        });
        let (head, (removed, recalled), newest_id) = match known.await? {
            (head, _, true, _) => return Ok(Some(EventPage { events: Vec::new(), head })),
            (_, _, false, None) => return Ok(None),
            (head, gone, false, Some(newest_id)) => (head, gone, newest_id),
        };
        let Some(mut events) = self.core.db.read_from_replica(wanted.span(conversation, head, newest_id)).await else {
            return Ok(None);
        };
        // It may not have heard of that yet.
        if let Some(removed) = removed {
            removed.empty(&mut events);
        }
        empty_recalled(&recalled, &mut events);
        Ok(Some(EventPage { events: wanted.cut(events), head }))
    }
}

/// The events of a page.
async fn page(
    tx: &mut Tx<'_>,
    _permit: &Permit<ReadConversation>,
    conversation: ConversationId,
    (lowest, newest): (i64, i64),
) -> Result<Vec<Event>, Error> {
    Ok(events::between(tx, conversation, lowest, newest).await?)
}
