//! The entries after a number: a pure function of the store, the account and the number.

use subrosa_access::{Actor, Permit, Subject, Sync, permit};
use subrosa_proto::account::Me;
use subrosa_proto::conversation::ConversationWithEvents;
use subrosa_proto::limits::{ENTRY_EVENTS, PAGE_ENTRIES};
use subrosa_proto::sync::{Cursor, Entry, Object, SyncPage};
use subrosa_proto::{AccountId, ConversationId, ErrorCode};
use subrosa_store::{Tx, accounts, conversations, counters, events, members};

use crate::budget::Budget;
use crate::conversations::{desk, view};
use crate::{Error, Messaging};

impl Messaging {
    /// A page of what changed after a cursor.
    ///
    /// # Errors
    /// `invalid_cursor` when the cursor is of another life of the store or from the future.
    pub async fn entries(&self, actor: &Actor, since: Cursor, limit: u32) -> Result<SyncPage, Error> {
        let permit = permit::<Sync>(actor, &Subject::Own)?;
        let epoch = self.core.db.epoch();
        if since.epoch != epoch {
            return Err(Error::new(ErrorCode::InvalidCursor));
        }
        let limit = limit.clamp(1, PAGE_ENTRIES);
        self.core.db.read(async move |tx| page(tx, &permit, since, limit).await).await
    }
}

async fn page(tx: &mut Tx<'_>, permit: &Permit<Sync>, since: Cursor, limit: u32) -> Result<SyncPage, Error> {
    let account = permit.account()?;
    // What is still to come of an unfinished catch-up brings everything since that began.
    let from = since.complete();
    if since.number > counters::newest(tx, account).await? {
        return Err(Error::new(ErrorCode::InvalidCursor));
    }
    let me = accounts::find(tx, account).await?.ok_or_else(|| Error::new(ErrorCode::Unauthenticated))?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut changed: Vec<(i64, Option<ConversationId>)> = members::changed_since(tx, account, since.number, limit + 1)
        .await?
        .into_iter()
        .map(|(conversation, number)| (number, Some(conversation)))
        .collect();
    if me.number > since.number {
        changed.push((me.number, None));
        changed.sort_unstable_by_key(|(number, _)| *number);
    }
    let mut more = changed.len() > wanted;
    changed.truncate(wanted);

    let mut entries = Vec::with_capacity(changed.len());
    let mut previous = since.number;
    let last = changed.len().saturating_sub(1);
    let mut budget = Budget::new();
    for (index, (number, conversation)) in changed.into_iter().enumerate() {
        let object = match conversation {
            Some(id) => {
                let mut conversation = conversation_since(tx, account, id, from).await?;
                if index > 0 && !budget.fits(&conversation) {
                    more = true;
                    break;
                }
                budget.keep_newest(&mut conversation);
                Object::Conversation(Box::new(conversation))
            }
            None => Object::Me { me: own(&me) },
        };
        let is_end = index == last && !more;
        entries.push(Entry { previous, number, from: (!is_end).then_some(from), object });
        previous = number;
    }
    Ok(SyncPage { entries, cursor: Cursor { epoch: since.epoch, number: previous, from: more.then_some(from) }, more })
}

/// A conversation with the events that reached the account after a number: the newest, 200 at most.
async fn conversation_since(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: ConversationId,
    since: i64,
) -> Result<ConversationWithEvents, Error> {
    let gone = || Error::new(ErrorCode::Internal);
    let state = conversations::find(tx, id).await?.ok_or_else(gone)?;
    let side = state.side_of(account).ok_or_else(gone)?;
    let floor = (state.head - i64::from(ENTRY_EVENTS)).max(0);
    let after = events::seq_at_number(tx, id, side, floor, since).await?;
    let events = if after < state.head { events::newer(tx, id, after, ENTRY_EVENTS).await? } else { Vec::new() };
    let (thread, journal) = desk::side_of(tx, &state, side, since).await?;
    Ok(ConversationWithEvents { conversation: view::conversation(&state, side, thread.as_ref()), events, journal })
}

/// The account as its owner sees it.
pub(crate) fn own(account: &accounts::Account) -> Me {
    Me { profile: account.profile.clone(), created_at: account.created_at, has_password: account.has_password }
}
