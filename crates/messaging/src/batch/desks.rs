//! Numbers and writes what a batch changed on brands' sides, each row once.

use std::collections::BTreeMap;

use subrosa_desk::figures::quarter_of;
use subrosa_proto::journal::Happening;
use subrosa_proto::{AccountId, Timestamp};
use subrosa_store::bot_tallies::BotTally;
use subrosa_store::tickets::Saved;
use subrosa_store::{
    Tx, bot_tallies, bot_threads, brands, journal, labels, rule_attributes, rule_clocks, rule_runs, rule_threads,
    surveys, threads, tickets, webhook_threads,
};

use super::folded::Folded;
use crate::Error;

/// Numbers the tickets that a batch opened: each brand's row once, brands in rising order.
pub(super) async fn take_ordinals(tx: &mut Tx<'_>, all: &mut [Folded]) -> Result<(), Error> {
    let mut counts: BTreeMap<AccountId, i64> = BTreeMap::new();
    for business in all.iter().filter_map(|folded| folded.business.as_ref()) {
        let opened = i64::try_from(business.opened_tickets()).unwrap_or(0);
        if opened > 0 {
            *counts.entry(business.brand).or_default() += opened;
        }
    }
    if counts.is_empty() {
        return Ok(());
    }
    let counts: Vec<(AccountId, i64)> = counts.into_iter().collect();
    let last = brands::take_ordinals(tx, &counts).await?;
    let mut next: BTreeMap<AccountId, i64> =
        counts.iter().zip(last).map(|((brand, count), last)| (*brand, last - count + 1)).collect();
    for business in all.iter_mut().filter_map(|folded| folded.business.as_mut()) {
        if let Some(next) = next.get_mut(&business.brand) {
            *next = business.number_tickets(*next);
        }
    }
    Ok(())
}

/// Writes where rules are, and what they did.
async fn write_rules(tx: &mut Tx<'_>, all: &[Folded]) -> Result<(), Error> {
    let changed: Vec<_> =
        all.iter().filter_map(|folded| folded.business.as_ref()).filter(|one| one.rules.is_changed).collect();
    if changed.is_empty() {
        return Ok(());
    }
    let threads: Vec<_> = changed.iter().filter_map(|business| business.rules.at.as_ref()).collect();
    rule_threads::save_many(tx, &threads).await?;
    let (mut clocks, mut heard, mut runs) = (Vec::new(), Vec::new(), Vec::new());
    for business in changed {
        let rules = &business.rules;
        clocks.extend(rules.clocks.iter().map(|clock| (business.conversation, *clock)));
        heard.extend(rules.attributes.iter().map(|(name, at)| (business.conversation, name.clone(), *at)));
        runs.extend(rules.runs.iter().map(|run| (business.brand, run)));
    }
    if !clocks.is_empty() {
        rule_clocks::save_many(tx, &clocks).await?;
    }
    if !heard.is_empty() {
        rule_attributes::remove_many(tx, &heard).await?;
    }
    if !runs.is_empty() {
        rule_runs::insert_many(tx, &runs).await?;
    }
    Ok(())
}

/// Writes the brands' sides of what changed.
pub(super) async fn write(tx: &mut Tx<'_>, all: &[Folded], now: Timestamp) -> Result<(), Error> {
    let (mut rows, mut saved, mut entries) = (Vec::new(), Vec::new(), Vec::new());
    let (mut added, mut removed, mut bots) = (Vec::new(), Vec::new(), Vec::new());
    let (mut planned, mut stirred) = (Vec::new(), Vec::new());
    for folded in all {
        let Some(business) = &folded.business else { continue };
        if !business.is_changed {
            continue;
        }
        let id = folded.id();
        let number = folded.state.members[business.side].marks.number;
        rows.push((id, &business.thread));
        let kept = business.left.iter().chain(&business.thread.ticket);
        saved.extend(kept.map(|ticket| Saved {
            brand: business.brand,
            conversation: id,
            ticket,
            activity: folded.state.activity,
            stirred_at: now,
        }));
        entries.extend(business.journal.iter().map(|entry| (id, number, entry)));
        planned.extend_from_slice(&business.planned);
        stirred.extend(business.stirred());
        bots.extend(business.bots.at.as_ref().filter(|_| business.bots.is_changed));
        let Some(ticket) = &business.thread.ticket else { continue };
        for entry in &business.journal {
            if let Happening::Labelled { added: on, removed: off } = &entry.what {
                added.extend(on.iter().map(|label| (business.brand, label.as_str(), ticket.id)));
                removed.extend(off.iter().map(|label| (business.brand, label.as_str(), ticket.id)));
            }
        }
    }
    write_rules(tx, all).await?;
    if rows.is_empty() {
        return Ok(());
    }
    threads::update_many(tx, &rows).await?;
    tickets::save_many(tx, &saved).await?;
    journal::insert_many(tx, &entries).await?;
    if !planned.is_empty() {
        surveys::plan_many(tx, &planned).await?;
    }
    if !bots.is_empty() {
        bot_threads::save_many(tx, &bots).await?;
    }
    let sessions = sessions(all);
    if !sessions.is_empty() {
        bot_tallies::add_many(tx, quarter_of(now), &sessions).await?;
    }
    if !stirred.is_empty() {
        webhook_threads::stir_many(tx, &stirred, now).await?;
    }
    if !(added.is_empty() && removed.is_empty()) {
        labels::remove_many(tx, &removed).await?;
        labels::add_many(tx, &added).await?;
    }
    labels::place_many(tx, &saved).await?;
    Ok(())
}

/// What came of bots' sessions, each sum once and in the order of its key.
fn sessions(all: &[Folded]) -> Vec<(AccountId, AccountId, BotTally)> {
    let mut sums: BTreeMap<(AccountId, AccountId, String), BotTally> = BTreeMap::new();
    for business in all.iter().filter_map(|folded| folded.business.as_ref()) {
        for (bot, more) in &business.bot_tallies {
            let sum = sums.entry((business.brand, *bot, more.step.clone())).or_default();
            sum.step.clone_from(&more.step);
            sum.entered += more.entered;
            sum.handed_over += more.handed_over;
            sum.gone += more.gone;
            sum.done += more.done;
        }
    }
    let is_something = |sum: &BotTally| sum.entered + sum.handed_over + sum.gone + sum.done > 0;
    let sums = sums.into_iter().filter(|(_, sum)| is_something(sum));
    sums.map(|((brand, bot, _), sum)| (brand, bot, sum)).collect()
}
