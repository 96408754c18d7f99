//! Writes what reports count of a batch: each sum once.
//!
//! Whoever adds to a brand's sums holds its row of counters, which the batch took for the change itself. So they add no place at which
//! nodes wait for one another, and can't stand in each other's way, in whatever order they are written.

use std::collections::BTreeMap;

use subrosa_desk::figures::{Fact, Tallies};
use subrosa_proto::{AccountId, Timestamp};
use subrosa_store::report_facts::NewFact;
use subrosa_store::report_sums::{Quarter, Tally};
use subrosa_store::{Tx, report_facts, report_sums};

use super::folded::Folded;
use crate::Error;
use crate::core::Core;

/// What is counted of one brand.
#[derive(Default)]
pub(crate) struct OfBrand {
    pub(crate) tallies: Tallies,
    pub(crate) facts: Vec<Fact>,
}

/// Writes what the conversations of a batch give reports to count.
pub(super) async fn write(tx: &mut Tx<'_>, core: &Core, all: &[Folded], now: Timestamp) -> Result<(), Error> {
    let mut brands: BTreeMap<AccountId, OfBrand> = BTreeMap::new();
    for business in all.iter().filter_map(|folded| folded.business.as_ref()) {
        let Some(counted) = business.counted.as_ref().filter(|_| business.is_changed) else { continue };
        let OfBrand { tallies, facts } = brands.entry(business.brand).or_default();
        for _ in 0..counted.received {
            tallies.received(now);
        }
        for member in &counted.sent {
            tallies.sent(*member, now);
        }
        for fact in &counted.facts {
            tallies.fact(fact);
            facts.push(fact.clone());
        }
    }
    for (brand, counted) in &brands {
        save(tx, core, *brand, counted).await?;
    }
    Ok(())
}

/// Adds to a brand's sums and facts. The transaction holds the brand's row of counters.
pub(crate) async fn save(tx: &mut Tx<'_>, core: &Core, brand: AccountId, counted: &OfBrand) -> Result<(), Error> {
    if counted.tallies.is_empty() {
        return Ok(());
    }
    let quarters: Vec<_> = quarters_of(&counted.tallies).map(|quarter| (brand, quarter)).collect();
    let tallies: Vec<_> = tallies_of(&counted.tallies).map(|tally| (brand, tally)).collect();
    let mut facts = Vec::with_capacity(counted.facts.len());
    for fact in &counted.facts {
        for label in std::iter::once("").chain(fact.labels.iter().map(String::as_str)) {
            let (figure, at, id) = (fact.figure, fact.at, core.next_id());
            facts.push(NewFact {
                brand,
                figure,
                label,
                at,
                id,
                ticket: fact.ticket,
                member: fact.member,
                took: fact.took,
            });
        }
    }
    report_sums::add_quarters(tx, &quarters).await?;
    report_sums::add_tallies(tx, &tallies).await?;
    report_facts::insert_many(tx, &facts).await?;
    Ok(())
}

/// What happened in quarters, as it is kept.
pub(crate) fn quarters_of(tallies: &Tallies) -> impl Iterator<Item = Quarter> + '_ {
    tallies.quarters.iter().map(|(quarter, counts)| Quarter {
        quarter: *quarter,
        received: counts.received,
        sent: counts.sent,
        opened: counts.opened,
        reopened: counts.reopened,
        resolved: counts.resolved,
    })
}

/// Sums, as they are kept.
pub(crate) fn tallies_of(tallies: &Tallies) -> impl Iterator<Item = Tally> + '_ {
    tallies.cells.iter().map(|(cell, sum)| Tally {
        measure: cell.measure,
        grain: cell.grain,
        bucket: cell.at,
        subject: cell.subject.clone(),
        bin: cell.bin,
        count: sum.count,
        total: sum.total,
    })
}
