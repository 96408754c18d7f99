//! How long something took: mean, percentiles and spread, from sums by bin.

use std::collections::BTreeMap;

use subrosa_desk::figures::{quantile, seconds_of};
use subrosa_proto::report::{Durations, SpreadStep};
use subrosa_store::report_sums::Summed;

/// Where people draw lines, in seconds: a minute, five, a quarter and half of an hour, an hour, four, eight, a day, three, a week.
const LINES: [i64; 10] = [60, 300, 900, 1_800, 3_600, 14_400, 28_800, 86_400, 259_200, 604_800];

/// The times that these sums are of.
pub(super) fn durations(sums: &[Summed]) -> Durations {
    let mut bins: BTreeMap<i64, i64> = BTreeMap::new();
    let mut total = 0;
    for sum in sums {
        *bins.entry(sum.bin).or_default() += sum.count;
        total += sum.total;
    }
    let bins: Vec<(i64, i64)> = bins.into_iter().collect();
    let count = bins.iter().map(|(_, count)| count).sum();
    let mean = mean(count, total);
    let (p50, p90, p99) = (quantile(&bins, 50), quantile(&bins, 90), quantile(&bins, 99));
    Durations { count, mean, p50, p90, p99, spread: if count > 0 { spread(&bins) } else { Vec::new() } }
}

/// The mean of so many, if there are any.
pub(super) fn mean(count: i64, total: i64) -> Option<i64> {
    (count > 0).then(|| total / count)
}

fn spread(bins: &[(i64, i64)]) -> Vec<SpreadStep> {
    let belows = LINES.iter().copied().map(Some).chain([None]);
    let mut steps: Vec<SpreadStep> = belows.map(|below| SpreadStep { below, count: 0 }).collect();
    for (bin, count) in bins {
        // A bin lies on the side of a line on which its middle does.
        let step = LINES.partition_point(|line| *line <= seconds_of(*bin));
        steps[step].count += count;
    }
    steps
}

#[cfg(test)]
mod tests {
    use subrosa_desk::figures::bin_of;

    use super::*;

    #[test]
    fn times_by_hand() {
        let took = |seconds: i64, count| Summed {
            subject: String::new(),
            bin: bin_of(seconds),
            count,
            total: seconds * 1_000 * count,
        };
        // 30 s twice, 60 s, ten minutes; one of them in two buckets.
        let times = durations(&[took(30, 1), took(60, 1), took(30, 1), took(600, 1)]);
        assert_eq!((times.count, times.mean), (4, Some(180_000)));
        assert_eq!((times.p50, times.p90), (Some(30), times.p99));
        let off = (times.p99.expect("a time") - 600).abs();
        assert!(off * 64 <= 600, "{off}");
        let counts: Vec<i64> = times.spread.iter().map(|step| step.count).collect();
        assert_eq!(counts, [2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(durations(&[]), Durations::default());
    }
}
