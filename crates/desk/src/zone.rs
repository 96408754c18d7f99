//! A brand's time zone: what its clocks and calendars say of moments. The rules of all zones are part of the program (the IANA time
//! zone database, by jiff), so that every node and every machine knows the same.

use jiff::SignedDuration;
pub use jiff::civil::Date;
use jiff::civil::{DateTime, Time};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use subrosa_proto::Timestamp;
use subrosa_proto::hours::Weekday;

/// No clocks are further ahead of UTC.
const FIRST: Offset = Offset::constant(14);

/// A time zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// What the clocks of a zone say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Local {
    pub date: Date,
    pub weekday: Weekday,
    /// 0 to 23.
    pub hour: usize,
}

impl Zone {
    /// The zone of this name, as in `Europe/Berlin`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// Clocks that are ahead of all others, and never set: what any on earth will show, these show first.
    #[must_use]
    pub const fn first() -> Self {
        Self(TimeZone::fixed(FIRST))
    }

    /// What the clocks say at a moment.
    #[must_use]
    pub fn local(&self, at: Timestamp) -> Local {
        let there = self.0.to_datetime(instant(at));
        Local { date: there.date(), weekday: weekday(there.date()), hour: usize::try_from(there.hour()).unwrap_or(0) }
    }

    /// The time of day at a moment and how far the clocks are from UTC, as in `09:00 (UTC+1)`.
    #[must_use]
    pub fn time_of_day(&self, at: Timestamp) -> String {
        let (there, offset) = (self.0.to_datetime(instant(at)), self.0.to_offset(instant(at)).seconds() / 60);
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
        let from_utc = match (hours, minutes) {
            (0, 0) => String::new(),
            (_, 0) => format!("{sign}{hours}"),
            _ => format!("{sign}{hours}:{minutes:02}"),
        };
        format!("{:02}:{:02} (UTC{from_utc})", there.hour(), there.minute())
    }

    /// When a day begins: at midnight, or right after where the clocks leave midnight out.
    #[must_use]
    pub fn start_of(&self, date: Date) -> Timestamp {
        self.moment(date.to_datetime(Time::midnight()))
    }

    /// The moment at which the clocks say this: the first, if they say it twice, and the one at which they are set, if they leave it
    /// out.
    #[must_use]
    pub fn moment(&self, there: DateTime) -> Timestamp {
        let ambiguous = self.0.to_ambiguous_timestamp(there);
        let is_left_out = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        // Only beyond the year 9999 is there none.
        let Ok(found) = ambiguous.compatible() else { return Timestamp::from_microseconds(i64::MAX) };
        // It may be the very moment at which they are set, which has to be among those before.
        let later = found.checked_add(SignedDuration::from_secs(1)).unwrap_or(found);
        let set = if is_left_out { self.0.preceding(later).next() } else { None };
        let at = set.map_or(found, |transition| transition.timestamp());
        Timestamp::from_microseconds(at.as_microsecond())
    }
}

/// The day of the week.
#[must_use]
pub fn weekday(date: Date) -> Weekday {
    Weekday::ALL[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or(0)]
}

/// The day of this name, as in `2026-11-01`.
#[must_use]
pub fn date(text: &str) -> Option<Date> {
    // Other spellings of ISO 8601 are dates, too, and not what is asked for.
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    text.parse().ok().filter(|_| is_plain)
}

fn instant(at: Timestamp) -> jiff::Timestamp {
    let end = if at.microseconds() < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    jiff::Timestamp::from_microsecond(at.microseconds()).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_says_by_whose_clocks() {
        let noon = Timestamp::from_microseconds(1_793_534_400_000_000);
        let at = |name| Zone::named(name).expect("a zone").time_of_day(noon);
        assert_eq!(at("UTC"), "12:00 (UTC)");
        assert_eq!(at("Europe/Berlin"), "13:00 (UTC+1)");
        assert_eq!(at("Asia/Kathmandu"), "17:45 (UTC+5:45)");
        assert_eq!(at("America/New_York"), "07:00 (UTC-5)");
    }

    #[test]
    fn days_begin_by_the_clocks_of_the_place() {
        let day = date("2026-11-01").expect("a date");
        let start = |name| Zone::named(name).expect("a zone").start_of(day).milliseconds() / 60_000;
        let utc = start("UTC");
        assert_eq!(start("Europe/Berlin") - utc, -60);
        assert_eq!(start("Asia/Kathmandu") - utc, -(5 * 60 + 45));
        assert_eq!(start("America/New_York") - utc, 4 * 60, "summer time ends at two in the morning");
        assert_eq!(Zone::named("Europe/Atlantis"), None);
    }

    #[test]
    fn the_first_clocks_are_ahead_of_all() {
        for milliseconds in [1_767_225_600_000, 1_782_864_000_000] {
            let at = Timestamp::from_milliseconds(milliseconds);
            let first = Zone::first().0.to_datetime(instant(at));
            for name in jiff::tz::db().available() {
                let zone = Zone::named(name.as_str()).expect("a zone");
                assert!(zone.0.to_datetime(instant(at)) <= first, "{name}");
            }
        }
        assert_eq!(Zone::first().time_of_day(Timestamp::from_milliseconds(0)), "14:00 (UTC+14)");
    }

    #[test]
    fn a_day_without_a_midnight_begins_later() {
        // Beirut set its clocks from 0:00 to 1:00 on the last Sunday of March 2022.
        let zone = Zone::named("Asia/Beirut").expect("a zone");
        let local = zone.local(zone.start_of(date("2022-03-27").expect("a date")));
        assert_eq!((local.hour, local.weekday), (1, Weekday::Sunday));
    }

    #[test]
    fn only_plain_dates_are_dates() {
        for text in ["2026-02-30", "20261101", "2026-11-1", "2026-11-01T00:00", "+02026-11-01", "", "2026-11-0a"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
