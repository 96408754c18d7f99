//! Resolutions by label.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use subrosa_access::{Actor, ReadReports, Subject, permit};
use subrosa_desk::figures::Measure;
use subrosa_messaging::Error;
use subrosa_proto::AccountId;
use subrosa_proto::report::{LabelFigures, LabelReport, ReportRequest};
use subrosa_store::Tx;

use super::days::Asked;
use super::durations::mean;
use crate::Engage;

/// Labels in a report: the most frequent.
const LABELS: usize = 500;

impl Engage {
    /// How many tickets with each label were resolved in some days, and how long it took.
    ///
    /// # Errors
    /// `invalid_parameter`, `forbidden`.
    pub async fn label_report(&self, actor: &Actor, request: ReportRequest) -> Result<LabelReport, Error> {
        let brand = permit::<ReadReports>(actor, &Subject::Own)?.account()?;
        let asked = Asked::of(&request.from, &request.to)?;
        self.messaging.db().read(async move |tx| read(tx, brand, asked).await).await
    }
}

async fn read(tx: &mut Tx<'_>, brand: AccountId, asked: Asked) -> Result<LabelReport, Error> {
    let days = asked.at(tx, brand).await?;
    // Resolved in the range and how long that took, resolved before.
    let mut sums: BTreeMap<String, (i64, i64, i64)> = BTreeMap::new();
    for sum in days.sum(tx, Measure::LabelResolution, days.range()).await? {
        let kept = sums.entry(sum.subject).or_default();
        *kept = (kept.0 + sum.count, kept.1 + sum.total, 0);
    }
    for sum in days.sum(tx, Measure::LabelResolution, days.range_before()).await? {
        sums.entry(sum.subject).or_default().2 += sum.count;
    }
    let mut labels: Vec<LabelFigures> = sums
        .into_iter()
        .map(|(label, (resolved, total, before))| LabelFigures {
            label,
            resolved,
            before,
            resolution: mean(resolved, total),
        })
        .collect();
    labels.sort_by_key(|one| (Reverse(one.resolved), Reverse(one.before), one.label.clone()));
    labels.truncate(LABELS);
    Ok(LabelReport { labels })
}
