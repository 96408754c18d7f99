//! Counts what happened before it was counted, from the conversations' logs.

use std::collections::VecDeque;
use std::sync::Arc;

use subrosa_desk::figures::{Entry, Log, Replay};
use subrosa_proto::journal::Happening;
use subrosa_proto::{AccountId, ConversationId, TicketId};
use subrosa_store::conversations::Conversation;
use subrosa_store::{Tx, conversations, counters, events, journal, members, threads, tickets};

use crate::Error;
use crate::batch::figures::{OfBrand, save};
use crate::core::Core;

/// Conversations counted in one transaction, during which the brand's other changes wait.
const STEP: u32 = 20;
/// Rows read at once.
pub(super) const PAGE: u32 = 200;

/// Counts the past of some of a brand's conversations, after one; the last of them.
pub(crate) async fn count_some(core: &Arc<Core>, brand: AccountId, position: i64) -> Result<Option<i64>, Error> {
    let after = ConversationId::new(position);
    let found = core.db.read(async move |tx| members::conversations_after(tx, brand, after, STEP).await).await;
    let ids = found.map_err(Error::from)?;
    let last = ids.last().map(|last| last.number());
    let shared = Arc::clone(core);
    core.db.write(async move |tx| count(tx, &shared, brand, &ids).await).await?;
    Ok(last)
}

/// Counts the past of conversations, unless that was done: whoever comes twice counts once.
async fn count(tx: &mut Tx<'_>, core: &Core, brand: AccountId, ids: &[ConversationId]) -> Result<(), Error> {
    // In the order of every batch: the conversations, then the brand's counter, which guards its sums.
    conversations::lock(tx, ids).await?;
    counters::take(tx, brand, 0).await?;
    let states = conversations::find_many(tx, ids).await?;
    let kept = threads::find_kept(tx, ids).await?;
    let mut counted = OfBrand::default();
    for (state, kept) in states.iter().zip(kept) {
        let (Some(state), Some(kept)) = (state, kept) else { continue };
        if kept.is_counted {
            continue;
        }
        let replay = replay(tx, state, brand).await?;
        counted.tallies.merge(replay.tallies);
        counted.facts.extend(replay.facts);
        threads::set_counted(tx, state.id).await?;
    }
    save(tx, core, brand, &counted).await
}

/// Goes through a conversation's log from its beginning.
pub(super) async fn replay(tx: &mut Tx<'_>, state: &Conversation, brand: AccountId) -> Result<Replay, Error> {
    let customer = state.members.iter().map(|member| member.profile.id).find(|id| *id != brand).unwrap_or(brand);
    let mut entries = VecDeque::new();
    let mut before = i64::MAX;
    loop {
        let page = journal::older(tx, state.id, before, PAGE).await?;
        let Some(last) = page.last() else { break };
        before = last.seq;
        // Newest first, and notes say nothing here.
        for entry in page.into_iter().filter(|entry| !matches!(entry.what, Happening::Note { .. })) {
            entries.push_front(entry);
        }
    }
    let mut all: Vec<(i64, TicketId)> = Vec::new();
    let mut before = TicketId::new(i64::MAX);
    loop {
        let page = tickets::of_conversation(tx, state.id, before, PAGE).await?;
        let Some(last) = page.last() else { break };
        before = last.ticket.id;
        all.extend(page.iter().map(|listed| (listed.ticket.ordinal, listed.ticket.id)));
    }
    let mut replay = Replay::new(Log { customer, brand, journal: entries, tickets: all });
    let mut after = 0;
    loop {
        let page = events::newer(tx, state.id, after, PAGE).await?;
        let Some(last) = page.last() else { break };
        after = last.seq;
        for event in page {
            replay.message(Entry { seq: event.seq, author: event.author, at: event.at });
        }
    }
    Ok(replay)
}
