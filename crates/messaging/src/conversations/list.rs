//! The list of conversations, the last changed first.

use subrosa_access::{Actor, Permit, Subject, Sync, permit};
use subrosa_proto::conversation::{ConversationPage, ConversationWithEvents, ListRequest};
use subrosa_proto::limits::{PAGE_CONVERSATIONS, SNAPSHOT_EVENTS};
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::{Tx, conversations, events, members};

use super::{desk, view};
use crate::budget::Budget;
use crate::{Error, Messaging, range};

const DEFAULT_LIMIT: u32 = 30;

impl Messaging {
    /// A page of the conversations that the account sees, each with its newest events.
    ///
    /// # Errors
    /// `invalid_parameter` when `after` is not the `next` of a page, or `limit` is outside what is allowed.
    pub async fn list_conversations(&self, actor: &Actor, request: ListRequest) -> Result<ConversationPage, Error> {
        let permit = permit::<Sync>(actor, &Subject::Own)?;
        let below = match request.after.as_deref() {
            None => i64::MAX,
            Some(text) => {
                let number = text
                    .parse()
                    .map_err(|_| Error::field(ErrorCode::InvalidParameter, "after", "not a page's next"))?;
                range::check("after", number, 0..=i64::MAX)?
            }
        };
        let limit = range::check("limit", request.limit.unwrap_or(DEFAULT_LIMIT), 1..=PAGE_CONVERSATIONS)?;
        self.core.db.read(async move |tx| page(tx, &permit, below, limit).await).await
    }
}

/// The conversations last changed below a number. Paged by the change number: what was last active was also last
/// changed, so the first page holds what a person looks for, and no further index has to be kept with every message.
pub(crate) async fn page(
    tx: &mut Tx<'_>,
    permit: &Permit<Sync>,
    below: i64,
    limit: u32,
) -> Result<ConversationPage, Error> {
    let account = permit.account()?;
    let rows = members::newest_first(tx, account, below, limit + 1).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut found = Vec::with_capacity(wanted.min(rows.len()));
    let mut budget = Budget::new();
    for &(id, _) in rows.iter().take(wanted) {
        let mut conversation = with_newest_events(tx, account, id).await?;
        if !found.is_empty() && !budget.fits(&conversation) {
            break;
        }
        budget.keep_newest(&mut conversation);
        found.push(conversation);
    }
    let next = (rows.len() > found.len()).then(|| found.len().checked_sub(1).map(|last| rows[last].1.to_string()));
    Ok(ConversationPage { conversations: found, next: next.flatten() })
}

/// One conversation with its newest events.
pub(crate) async fn with_newest_events(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ConversationId,
) -> Result<ConversationWithEvents, Error> {
    let not_found = || Error::new(ErrorCode::NotFound);
    let state = conversations::find(tx, id).await?.ok_or_else(not_found)?;
    let side = state.side_of(account).ok_or_else(not_found)?;
    let mut newest = events::older(tx, id, i64::MAX, SNAPSHOT_EVENTS).await?;
    newest.reverse();
    let (thread, journal) = desk::side_of(tx, &state, side, 0).await?;
    Ok(ConversationWithEvents {
        conversation: view::conversation(&state, side, thread.as_ref()),
        events: newest,
        journal,
    })
}
