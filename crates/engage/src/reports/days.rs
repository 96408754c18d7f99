//! The days that a report is about, by the clocks of the brand's zone, and the same number of days right before.

use subrosa_desk::figures::{covering, quarter_of};
use subrosa_desk::hours::Hours;
use subrosa_desk::zone::{Zone, date};
use subrosa_messaging::Error;
use subrosa_proto::limits::REPORT_DAYS;
use subrosa_proto::{AccountId, ErrorCode, Timestamp};
use subrosa_store::report_sums::Summed;
use subrosa_store::{Tx, brand_hours, report_sums};

use subrosa_desk::figures::Measure;

/// From when to when, as it is asked for: calendar days, which any zone has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    first: jiff::civil::Date,
    last: jiff::civil::Date,
    count: i64,
}

impl Asked {
    /// Checks the range.
    ///
    /// # Errors
    /// `invalid_parameter`.
    pub(super) fn of(from: &str, to: &str) -> Result<Self, Error> {
        let wrong = |field, detail: &str| Error::field(ErrorCode::InvalidParameter, field, detail);
        let first = date(from).ok_or_else(|| wrong("from", "a date, as in 2026-11-01"))?;
        let last = date(to).ok_or_else(|| wrong("to", "a date, as in 2026-11-07"))?;
        let count = i64::from(first.until(last).map_err(|_| wrong("to", "too far"))?.get_days()) + 1;
        if !(1..=REPORT_DAYS).contains(&count) {
            return Err(wrong("to", "no earlier than from, and at most 366 days in all"));
        }
        // Before and after there must be days, too.
        if !(1970..=9_000).contains(&first.year()) {
            return Err(wrong("from", "from 1970 on"));
        }
        Ok(Self { first, last, count })
    }

    /// The days in the brand's zone.
    pub(super) async fn at(self, tx: &mut Tx<'_>, brand: AccountId) -> Result<Days, Error> {
        let hours = brand_hours::find(tx, brand).await?;
        let internal = |_| Error::new(ErrorCode::Internal);
        let zone = Hours::of(&hours).map_err(|_| Error::new(ErrorCode::Internal))?.zone().clone();
        let before = self.first.checked_sub(jiff::Span::new().days(self.count)).map_err(internal)?;
        let mut dates = Vec::new();
        let mut starts = Vec::new();
        let mut day = self.first;
        for _ in 0..self.count {
            dates.push(day.to_string());
            starts.push(zone.start_of(day));
            day = day.tomorrow().map_err(internal)?;
        }
        let end = zone.start_of(day);
        Ok(Days { brand, name: hours.zone, before: zone.start_of(before), zone, dates, starts, end })
    }

    /// The first and the last day.
    pub(super) fn ends(&self) -> (String, String) {
        (self.first.to_string(), self.last.to_string())
    }
}

/// Days in a zone.
#[derive(Debug, Clone)]
pub(super) struct Days {
    pub(super) brand: AccountId,
    pub(super) zone: Zone,
    /// The zone's name.
    pub(super) name: String,
    /// When the range before begins.
    before: Timestamp,
    pub(super) dates: Vec<String>,
    pub(super) starts: Vec<Timestamp>,
    pub(super) end: Timestamp,
}

impl Days {
    pub(super) fn start(&self) -> Timestamp {
        self.starts.first().copied().unwrap_or(self.end)
    }

    /// The quarters of the range: from one up to another.
    pub(super) fn range(&self) -> (i64, i64) {
        (quarter_of(self.start()), quarter_of(self.end))
    }

    /// Those of the range before.
    pub(super) fn range_before(&self) -> (i64, i64) {
        (quarter_of(self.before), quarter_of(self.start()))
    }

    /// Which of the days a quarter is in.
    pub(super) fn day_of(&self, quarter: i64) -> Option<usize> {
        let after = self.starts.partition_point(|start| quarter_of(*start) <= quarter);
        after.checked_sub(1).filter(|_| quarter < quarter_of(self.end))
    }

    /// The sums of a measure from one quarter up to another.
    pub(super) async fn sum(
        &self,
        tx: &mut Tx<'_>,
        measure: Measure,
        (from, to): (i64, i64),
    ) -> Result<Vec<Summed>, Error> {
        let mut all = Vec::new();
        for span in covering(from, to) {
            let which = (self.brand, measure.number(), span.grain.number());
            all.extend(report_sums::sum(tx, which, span.from, span.to).await?);
        }
        Ok(all)
    }
}
