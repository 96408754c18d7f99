//! Counts what happened before it was counted, from the conversations' logs; and holds what is counted against them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use subrosa_access::{Actor, Administer, Subject, permit};
use subrosa_desk::figures::{Entry, Log, Replay};
use subrosa_proto::journal::Happening;
use subrosa_proto::report::Figure;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, TicketId, handle};
use subrosa_store::conversations::Conversation;
use subrosa_store::report_sums::Tally;
use subrosa_store::{
    Tx, accounts, conversations, counters, events, journal, members, report_facts, report_sums, threads, tickets,
};

use crate::batch::figures::{OfBrand, quarters_of, save, tallies_of};
use crate::core::Core;
use crate::{Error, Messaging};

/// The job that counts a brand's past. Its id is the brand's number.
pub(crate) const COUNT_REPORTS: &str = "count_reports";

/// Conversations counted in one transaction, during which the brand's other changes wait.
const STEP: u32 = 20;
/// Rows read at once.
const PAGE: u32 = 200;

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
async fn replay(tx: &mut Tx<'_>, state: &Conversation, brand: AccountId) -> Result<Replay, Error> {
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

/// How what is counted compares with the logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReportCheck {
    /// Conversations that were gone through.
    pub conversations: usize,
    /// Those whose past is still to be counted, which are left out.
    pub uncounted: usize,
    /// Sums that are right.
    pub right: usize,
    /// Sums that are wrong, missing or too many.
    pub wrong: usize,
}

impl Messaging {
    /// Counts all that ever happened at a brand again, from the conversations' logs, and compares it with what reports read: in one
    /// view of the store, so also while the server is busy. It reads every message's row.
    ///
    /// # Errors
    /// `not_found` when there is no such brand; `forbidden` unless the operator asks.
    pub async fn check_reports(&self, actor: &Actor, name: &str) -> Result<ReportCheck, Error> {
        permit::<Administer>(actor, &Subject::Installation)?;
        let wanted = handle::normalise(name);
        self.core
            .db
            .read(async move |tx| {
                let found = accounts::find_by_handle(tx, &wanted).await?;
                let found = found.filter(|account| account.profile.kind.is_brand());
                let brand = found.ok_or_else(|| Error::new(ErrorCode::NotFound))?.profile.id;
                check(tx, brand).await
            })
            .await
    }
}

async fn check(tx: &mut Tx<'_>, brand: AccountId) -> Result<ReportCheck, Error> {
    let mut check = ReportCheck::default();
    let mut expected = OfBrand::default();
    let mut after = ConversationId::new(0);
    loop {
        let ids = members::conversations_after(tx, brand, after, PAGE).await?;
        let Some(last) = ids.last() else { break };
        after = *last;
        let states = conversations::find_many(tx, &ids).await?;
        let kept = threads::find_kept(tx, &ids).await?;
        for (state, kept) in states.iter().zip(kept) {
            let (Some(state), Some(kept)) = (state, kept) else { continue };
            if !kept.is_counted {
                check.uncounted += 1;
                continue;
            }
            check.conversations += 1;
            let replay = replay(tx, state, brand).await?;
            expected.tallies.merge(replay.tallies);
            expected.facts.extend(replay.facts);
        }
    }
    let quarters: Vec<_> = quarters_of(&expected.tallies).collect();
    compare(&mut check, quarters, &report_sums::quarters(tx, brand, i64::MIN, i64::MAX).await?);
    let mut tallies = Vec::new();
    loop {
        let nothing = Tally { measure: 0, grain: 0, bucket: 0, subject: String::new(), bin: 0, count: 0, total: 0 };
        let page = report_sums::page(tx, brand, tallies.last().unwrap_or(&nothing), PAGE).await?;
        if page.is_empty() {
            break;
        }
        tallies.extend(page);
    }
    compare(&mut check, tallies_of(&expected.tallies).collect(), &tallies);
    let mut facts: BTreeMap<(Figure, String), (i64, i64)> = BTreeMap::new();
    for fact in &expected.facts {
        for label in std::iter::once("").chain(fact.labels.iter().map(String::as_str)) {
            let kept = facts.entry((fact.figure, label.to_owned())).or_default();
            *kept = (kept.0 + 1, kept.1 + fact.took);
        }
    }
    let kept = report_facts::count(tx, brand).await?;
    let kept: BTreeMap<_, _> =
        kept.into_iter().map(|many| ((many.figure, many.label), (many.count, many.took))).collect();
    let kept: Vec<_> = kept.into_iter().collect();
    compare(&mut check, facts.into_iter().collect(), &kept);
    Ok(check)
}

/// Counts what both have, and what only one has.
fn compare<T: Ord>(check: &mut ReportCheck, expected: Vec<T>, kept: &[T]) {
    let most = expected.len().max(kept.len());
    let expected: BTreeSet<T> = expected.into_iter().collect();
    let right = kept.iter().filter(|one| expected.contains(one)).count();
    check.right += right;
    check.wrong += most - right;
}
