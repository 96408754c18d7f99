//! Buckets of time. Every time zone of today is a whole number of quarter hours away from UTC (the IANA time zone database), so its
//! days are sums of whole quarters.

use subrosa_proto::Timestamp;

/// The length of the smaller bucket.
pub const QUARTER_SECONDS: i64 = 900;
/// How many of them a day in UTC has.
pub const DAY_QUARTERS: i64 = 96;

/// The length of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// A quarter of an hour.
    Quarter,
    /// A day in UTC.
    Day,
}

impl Grain {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Quarter, Self::Day];

    /// The number by which it is stored.
    #[must_use]
    pub const fn number(self) -> i64 {
        match self {
            Self::Quarter => 1,
            Self::Day => 2,
        }
    }

    /// The bucket of this length that a quarter is in.
    #[must_use]
    pub const fn of_quarter(self, quarter: i64) -> i64 {
        match self {
            Self::Quarter => quarter,
            Self::Day => quarter.div_euclid(DAY_QUARTERS),
        }
    }
}

/// The quarter that a moment is in, counted from 1970.
#[must_use]
pub const fn quarter_of(at: Timestamp) -> i64 {
    at.microseconds().div_euclid(QUARTER_SECONDS * 1_000_000)
}

/// When a quarter begins.
#[must_use]
pub const fn start_of(quarter: i64) -> Timestamp {
    Timestamp::from_microseconds(quarter * QUARTER_SECONDS * 1_000_000)
}

/// Buckets of one length: from the first, up to the last, which is not among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub grain: Grain,
    pub from: i64,
    pub to: i64,
}

/// The fewest buckets that together are the quarters from one up to another: whole days, and quarters at both ends.
#[must_use]
pub fn covering(from: i64, to: i64) -> Vec<Span> {
    // The first day that begins no earlier, and the day that the end is in.
    let days = (-(-from).div_euclid(DAY_QUARTERS), to.div_euclid(DAY_QUARTERS));
    let spans = if days.0 < days.1 {
        vec![
            Span { grain: Grain::Quarter, from, to: days.0 * DAY_QUARTERS },
            Span { grain: Grain::Day, from: days.0, to: days.1 },
            Span { grain: Grain::Quarter, from: days.1 * DAY_QUARTERS, to },
        ]
    } else {
        vec![Span { grain: Grain::Quarter, from, to }]
    };
    spans.into_iter().filter(|span| span.from < span.to).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_quarter_is_covered_once(from in -500..500_i64, length in 0..1_000_i64) {
            let mut quarters = Vec::new();
            for span in covering(from, from + length) {
                let width = if span.grain == Grain::Day { DAY_QUARTERS } else { 1 };
                quarters.extend(span.from * width..span.to * width);
            }
            prop_assert_eq!(quarters, (from..from + length).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_year_is_few_buckets() {
        let count: i64 = covering(5, 5 + 366 * DAY_QUARTERS).iter().map(|span| span.to - span.from).sum();
        assert_eq!(count, 365 + DAY_QUARTERS);
    }
}
