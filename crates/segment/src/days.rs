//! Days, as people mean them where a brand is.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use subrosa_proto::Timestamp;
use subrosa_proto::segment::{When, Window};

const DAY_SECONDS: i64 = 24 * 60 * 60;

/// The moment at which a rule is looked at, and where.
#[derive(Debug, Clone)]
pub struct Clock {
    pub now: Timestamp,
    pub zone: TimeZone,
}

/// A day as `2026-12-24`.
pub(crate) fn day(text: &str) -> Option<Date> {
    let date: Date = text.parse().ok()?;
    // The parser also takes moments, whose times it forgets.
    (date.to_string() == text).then_some(date)
}

impl Clock {
    /// The day of the moment, there.
    pub(crate) fn today(&self) -> Option<Date> {
        let now = jiff::Timestamp::from_millisecond(self.now.milliseconds()).ok()?;
        Some(now.to_zoned(self.zone.clone()).date())
    }

    /// The moment at which a day begins there. A clock that is put forward at midnight has the day begin with its first moment.
    fn beginning(&self, date: Date) -> Option<Timestamp> {
        let begins = date.to_zoned(self.zone.clone()).ok()?;
        Some(Timestamp::from_milliseconds(begins.timestamp().as_millisecond()))
    }

    fn back(&self, days: u32) -> Timestamp {
        self.now.plus_seconds(-DAY_SECONDS * i64::from(days))
    }

    /// From which moment on, and before which. What is still to come is in no window.
    #[must_use]
    pub fn span(&self, window: Option<&Window>) -> (Timestamp, Timestamp) {
        let ever = Timestamp::from_microseconds(i64::MIN);
        let after_now = Timestamp::from_microseconds(self.now.microseconds() + 1);
        match window {
            None => (ever, after_now),
            Some(Window::LastDays(days)) => (self.back(*days), after_now),
            Some(Window::Between(from, to)) => {
                let first = day(from).and_then(|from| self.beginning(from));
                let end = day(to).and_then(|to| to.tomorrow().ok()).and_then(|next| self.beginning(next));
                // Days that are none hold nothing.
                first.zip(end).map_or((after_now, after_now), |(first, end)| (first, end.min(after_now)))
            }
        }
    }

    /// Whether something was then.
    #[must_use]
    pub fn was(&self, at: Timestamp, when: &When) -> bool {
        let begins = |text: &str| day(text).and_then(|date| self.beginning(date));
        match when {
            When::LastDays(days) => at >= self.back(*days) && at <= self.now,
            When::BeforeDays(days) => at < self.back(*days),
            When::Before(date) => begins(date).is_some_and(|begins| at < begins),
            When::Since(date) => begins(date).is_some_and(|begins| at >= begins),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(now: &str, zone: &str) -> Clock {
        let now: jiff::Timestamp = now.parse().expect("a moment");
        Clock { now: Timestamp::from_milliseconds(now.as_millisecond()), zone: TimeZone::get(zone).expect("a zone") }
    }

    fn at(text: &str) -> Timestamp {
        clock(text, "UTC").now
    }

    #[test]
    fn days_begin_where_the_brand_is() {
        let clock = clock("2026-03-29T23:30:00Z", "Europe/Berlin");
        assert_eq!(clock.today().map(|day| day.to_string()).as_deref(), Some("2026-03-30"));
        // The night in which clocks are put forward: the day has 23 hours.
        let window = Window::Between("2026-03-29".to_owned(), "2026-03-29".to_owned());
        assert_eq!(clock.span(Some(&window)), (at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")));
        assert!(clock.was(at("2026-03-28T23:00:00Z"), &When::Since("2026-03-29".to_owned())));
        assert!(clock.was(at("2026-03-28T22:59:59Z"), &When::Before("2026-03-29".to_owned())));
    }

    #[test]
    fn days_are_written_in_one_way() {
        assert!(day("2026-12-24").is_some());
        for text in ["2026-02-30", "24.12.2026", "20261224", "2026-12-24T00:00", "", "today"] {
            assert!(day(text).is_none(), "{text}");
        }
    }
}
