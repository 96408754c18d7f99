//! A contact's timeline, a page at a time.

use std::cmp::Reverse;

use subrosa_access::{Actor, ReadContact};
use subrosa_messaging::{Error, permitted, range};
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::PAGE_TIMELINE;
use subrosa_proto::timeline::{TimelinePage, TimelineRequest};
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::merged_contacts;

use super::place::{FIRST, Place};
use super::sources::{Placed, read};
use crate::Engage;
use crate::contacts::person::contacts;

const DEFAULT_LIMIT: u32 = 20;

impl Engage {
    /// What happened between a conversation's customer and the brand besides the messages, the newest first;
    /// with any of their contacts.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `invalid_parameter`.
    pub async fn timeline(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        request: TimelineRequest,
    ) -> Result<TimelinePage, Error> {
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_TIMELINE)?;
        let wrong = || Error::field(ErrorCode::InvalidParameter, "after", "not a page's next");
        let behind = match &request.after {
            Some(after) => Place::read(after).ok_or_else(wrong)?,
            None => FIRST,
        };
        let asking = *actor;
        let read = self.messaging.db().read(async move |tx| {
            let (permit, _) = permitted::<ReadContact>(tx, &asking, conversation).await?;
            let brand = permit.account()?;
            // One more than the page holds, so that it is known whether there is another.
            let merged = merged_contacts::of(tx, brand, conversation).await?;
            let mut found = Vec::new();
            for contact in contacts(conversation, &merged) {
                found.extend(read(tx, (brand, contact), request.kind, behind, limit + 1).await?);
            }
            Ok::<_, Error>((brand, page(found, limit)))
        });
        let (brand, page) = read.await?;
        self.note_once(self.deed(actor, brand, AuditDeed::ContactRead).in_conversation(conversation)).await?;
        Ok(page)
    }
}

/// The newest of what was found.
fn page(mut found: Vec<Placed>, limit: u32) -> TimelinePage {
    let most = usize::try_from(limit).unwrap_or(usize::MAX);
    found.sort_by_key(|(place, _)| Reverse(*place));
    // An order may be known to be theirs by two contacts.
    found.dedup_by_key(|(place, _)| *place);
    let is_last = found.len() <= most;
    found.truncate(most);
    let next = found.last().filter(|_| !is_last).map(|(place, _)| place.written());
    TimelinePage { entries: found.into_iter().map(|(_, entry)| entry).collect(), next }
}
