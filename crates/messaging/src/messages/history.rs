//! Read a conversation's log, a page at a time, by seq.

use subrosa_access::Actor;
use subrosa_proto::event::{EventPage, PageRequest};
use subrosa_proto::limits::PAGE_EVENTS;
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::{conversations, events};

use crate::budget::Budget;
use crate::conversations::get::readable;
use crate::{Error, Messaging, range};

const DEFAULT_LIMIT: u32 = 50;

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
        let given = [request.before, request.after, request.around].iter().flatten().count();
        if given > 1 {
            return Err(Error::field(ErrorCode::InvalidParameter, "before", "give one of before, after and around"));
        }
        for (field, seq) in [("before", request.before), ("after", request.after), ("around", request.around)] {
            range::check(field, seq.unwrap_or(0), 0..=i64::MAX)?;
        }
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_EVENTS)?;
        let actor = *actor;
        self.core
            .db
            .read(async move |tx| {
                let _permit = readable(tx, &actor, conversation).await?;
                let head = conversations::head(tx, conversation).await?;
                let mut budget = Budget::new();
                let events = if let Some(after) = request.after {
                    let mut events = events::newer(tx, conversation, after, limit).await?;
                    budget.keep_first(&mut events);
                    events
                } else if let Some(middle) = request.around {
                    // The one asked for counts to the older half.
                    let newer = limit / 2;
                    let mut events = events::older(tx, conversation, middle.saturating_add(1), limit - newer).await?;
                    events.reverse();
                    budget.keep_last(&mut events);
                    let mut newer = events::newer(tx, conversation, middle, newer).await?;
                    if !budget.is_used() {
                        budget.keep_first(&mut newer);
                        events.append(&mut newer);
                    }
                    events
                } else {
                    let mut events = events::older(tx, conversation, request.before.unwrap_or(i64::MAX), limit).await?;
                    events.reverse();
                    budget.keep_last(&mut events);
                    events
                };
                Ok(EventPage { events, head })
            })
            .await
    }
}
