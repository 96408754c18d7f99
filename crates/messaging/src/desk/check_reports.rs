//! Holds what a brand's reports are read from against the conversations' logs.

use std::collections::{BTreeMap, BTreeSet};

use subrosa_access::{Actor, Administer, Subject, permit};
use subrosa_proto::report::Figure;
use subrosa_proto::{AccountId, ConversationId, ErrorCode, handle};
use subrosa_store::report_sums::Tally;
use subrosa_store::{Tx, accounts, conversations, members, report_facts, report_sums, threads};

use super::count::{PAGE, replay};
use crate::batch::figures::{OfBrand, quarters_of, tallies_of};
use crate::{Error, Messaging};

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
