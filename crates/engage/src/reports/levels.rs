//! How much of what was promised was kept: by target, by day, by policy.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_desk::figures::{Grain, Measure, level_of_bin};
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::level_report::{LevelDay, LevelReport, LevelShare, LevelShares, PolicyShares};
use subrosa_proto::report::ReportRequest;
use subrosa_store::{Tx, report_sums};

use super::days::Asked;
use crate::Engage;

/// Policies in a report: those with the most broken promises. A brand has 20 at a time, but may have had others.
const POLICIES: usize = 200;

impl Engage {
    /// What was kept of what the brand promised in some days, beside as many days before.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn level_report(&self, actor: &Actor, request: ReportRequest) -> Result<LevelReport, Error> {
        let brand = permit::<ReadReports>(actor, &Subject::Own)?.account()?;
        let asked = Asked::of(&request.from, &request.to)?;
        self.messaging.db().read(async move |tx| read(tx, brand, asked).await).await
    }
}

async fn read(tx: &mut Tx<'_>, brand: AccountId, asked: Asked) -> Result<LevelReport, Error> {
    let days = asked.at(tx, brand).await?;
    let (mut totals, mut before) = (LevelShares::default(), LevelShares::default());
    let mut policies: BTreeMap<String, LevelShares> = BTreeMap::new();
    for sum in days.sum(tx, Measure::PolicyLevel, days.range()).await? {
        add(&mut totals, sum.bin, sum.count);
        add(policies.entry(sum.subject).or_default(), sum.bin, sum.count);
    }
    for sum in days.sum(tx, Measure::PolicyLevel, days.range_before()).await? {
        add(&mut before, sum.bin, sum.count);
    }
    let mut each = vec![LevelShares::default(); days.dates.len()];
    let which = (brand, Measure::PolicyLevel.number(), Grain::Quarter.number());
    for sum in report_sums::by_bucket(tx, which, days.range()).await? {
        if let Some(day) = days.day_of(sum.bucket) {
            add(&mut each[day], sum.bin, sum.count);
        }
    }
    let mut policies: Vec<PolicyShares> =
        policies.into_iter().map(|(policy, levels)| PolicyShares { policy, levels }).collect();
    policies.sort_by_key(|one| (Reverse(breached(&one.levels)), one.policy.clone()));
    policies.truncate(POLICIES);
    let (from, to) = asked.ends();
    let each = days.dates.into_iter().zip(each).map(|(date, levels)| LevelDay { date, levels });
    Ok(LevelReport { zone: days.name, from, to, totals, before, days: each.collect(), policies })
}

fn add(levels: &mut LevelShares, bin: i64, count: i64) {
    if let Some((target, is_kept)) = level_of_bin(bin) {
        levels.of(target).add(is_kept, count);
    }
}

/// How many promises were broken.
fn breached(levels: &LevelShares) -> i64 {
    levels.each().iter().map(|LevelShare { breached, .. }| breached).sum()
}
