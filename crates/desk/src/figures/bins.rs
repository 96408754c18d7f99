//! Lengths of time in bins that grow with them, so that percentiles of any sum of buckets can be told with a known error.
//!
//! The bins are those of the HDR histogram (Gil Tene, <https://github.com/HdrHistogram/HdrHistogram>) with 32 to a power of two: whole
//! numbers only, so that every machine draws the same borders. DDSketch (Masson, Rim, Lee: VLDB 2019,
//! <https://www.vldb.org/pvldb/vol12/p2195-masson.pdf>) shows why such bins can be added up without loss: the percentile of a sum of
//! histograms is that of all their values, within the error of one bin.

/// Bins to a power of two.
const STEPS: i64 = 32;
/// The logarithm of that.
const STEP_BITS: u32 = 5;

/// The bin of a length of time in whole seconds; what is negative counts as none. Seconds below 64 have a bin each.
#[must_use]
pub const fn bin_of(seconds: i64) -> i64 {
    if seconds < STEPS {
        return if seconds < 0 { 0 } else { seconds };
    }
    let shift = seconds.ilog2() - STEP_BITS;
    (shift as i64 + 1) * STEPS + (seconds >> shift) - STEPS
}

/// The middle of a bin in seconds: at most 1/64 off from any value in it, or half a second.
#[must_use]
pub const fn seconds_of(bin: i64) -> i64 {
    if bin < 2 * STEPS {
        return if bin < 0 { 0 } else { bin };
    }
    let shift = bin / STEPS - 1;
    let lowest = (bin % STEPS + STEPS) << shift;
    lowest + ((1 << shift) - 1) / 2
}

/// The value at a percentile, by nearest rank: the smallest that no fewer than `percent` of 100 of all reach no further than. Bins
/// rise, each with its count.
#[must_use]
pub fn quantile(bins: &[(i64, i64)], percent: i64) -> Option<i64> {
    let all: i64 = bins.iter().map(|(_, count)| count).sum();
    // Rounded up, and the first at least.
    let rank = all.saturating_mul(percent).saturating_add(99).div_euclid(100).max(1);
    let mut passed = 0;
    for (bin, count) in bins {
        passed += count;
        if passed >= rank {
            return Some(seconds_of(*bin));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn bins_by_hand() {
        assert_eq!([-3, 0, 31, 32, 63, 64, 65, 66].map(bin_of), [0, 0, 31, 32, 63, 64, 64, 65]);
        assert_eq!([0, 63, 64, 65].map(seconds_of), [0, 63, 64, 66]);
    }

    proptest! {
        #[test]
        fn a_bin_is_near_all_that_is_in_it(seconds in 0..10_i64.pow(10)) {
            let error = (seconds_of(bin_of(seconds)) - seconds).abs();
            prop_assert!(error * 64 <= seconds.max(64), "{seconds}: {error}");
            prop_assert!(bin_of(seconds) <= bin_of(seconds + 1));
        }

        #[test]
        fn a_percentile_is_near_the_value_at_its_rank(
            mut values in proptest::collection::vec(0..3_000_000_i64, 1..200),
            percent in 1..=100_i64,
        ) {
            values.sort_unstable();
            let mut bins = std::collections::BTreeMap::new();
            for value in &values {
                *bins.entry(bin_of(*value)).or_insert(0) += 1;
            }
            let bins: Vec<_> = bins.into_iter().collect();
            let rank = usize::try_from((values.len() as i64 * percent + 99) / 100).expect("a rank");
            let (exact, told) = (values[rank - 1], quantile(&bins, percent).expect("a value"));
            prop_assert!((told - exact).abs() * 64 <= exact.max(64), "{told} for {exact}");
        }
    }
}
