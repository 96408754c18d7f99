//! Moments and days: as programs write them, and as people do.

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;
use subrosa_proto::Timestamp;
use subrosa_proto::import::DayOrder;

/// A moment in the form of RFC 3339, or one in UTC without saying so; nothing when it is none.
#[must_use]
pub fn exact_moment(text: &str) -> Option<Timestamp> {
    moment(text, &TimeZone::UTC, DayOrder::DayFirst)
}

/// A moment as people and their programs write it: `2026-03-22T19:28:02+01:00`, `2026-03-22 19:28:02 +0100`, `22.03.2026 19:28`,
/// `3/22/2026 7:28 PM`, a day alone for its beginning. What does not say its zone is in `zone`; what the clocks say twice is the
/// first time, and what they leave out the same time behind it.
#[must_use]
pub fn moment(text: &str, zone: &TimeZone, order: DayOrder) -> Option<Timestamp> {
    let text = text.trim();
    // Shopify sets the offset apart, MySQL and others write UTC out.
    let joined = text.replacen(" +", "+", 1).replacen(" -", "-", 1);
    let joined = joined.strip_suffix(" UTC").map_or_else(|| joined.clone(), |utc| format!("{utc}Z"));
    if let Ok(at) = joined.parse::<jiff::Timestamp>() {
        return Some(Timestamp::from_microseconds(at.as_microsecond()));
    }
    let (on, at) = text.split_once(['T', ' ']).map_or((text, ""), |(on, at)| (on, at.trim()));
    let there = DateTime::from_parts(date(on.trim_end_matches(','), order)?, time(at)?);
    let at = there.to_zoned(zone.clone()).ok()?.timestamp();
    Some(Timestamp::from_microseconds(at.as_microsecond()))
}

/// A day, as `2026-12-24`; what else stands beside it is left aside.
#[must_use]
pub fn day(text: &str, order: DayOrder) -> Option<String> {
    let on = text.trim().split(['T', ' ']).next()?;
    date(on.trim_end_matches(','), order).map(|date| date.to_string())
}

fn date(text: &str, order: DayOrder) -> Option<Date> {
    let parts = |mark: char| -> Option<[i16; 3]> {
        let mut parts = text.split(mark).map(|part| {
            let is_plain = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
            is_plain.then(|| part.parse::<i16>().ok()).flatten()
        });
        let all = [parts.next()??, parts.next()??, parts.next()??];
        parts.next().is_none().then_some(all)
    };
    let [year, month, day] = if let Some(parts) = parts('-') {
        parts
    } else if let Some([day, month, year]) = parts('.') {
        [year, month, day]
    } else {
        let [one, two, three] = parts('/')?;
        match order {
            // 2026/03/22.
            _ if one > 99 => [one, two, three],
            DayOrder::DayFirst => [three, two, one],
            DayOrder::MonthFirst => [three, one, two],
        }
    };
    let year = if (0..=99).contains(&year) { year + 2_000 } else { year };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A time of day, midnight where there is none.
fn time(text: &str) -> Option<Time> {
    if text.is_empty() {
        return Some(Time::midnight());
    }
    let lower = text.to_ascii_lowercase();
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock.trim_end(), Some(0)),
        (_, Some(clock)) => (clock.trim_end(), Some(12)),
        _ => (lower.as_str(), None),
    };
    let (clock, _) = clock.split_once('.').unwrap_or((clock, ""));
    let mut parts = clock.split(':').map(|part| {
        let is_plain = (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| part.parse::<i8>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-09-21T14:13:20Z.
    const AT: Timestamp = Timestamp::from_milliseconds(1_790_000_000_000);

    #[test]
    fn programs_say_their_zone_or_mean_utc() {
        for text in [
            "2026-09-21T16:13:20+02:00",
            "2026-09-21T14:13:20Z",
            "2026-09-21T14:13:20",
            "2026-09-21 14:13:20 UTC",
            "2026-09-21 16:13:20 +0200",
            "2026-09-21 10:13:20 -0400",
        ] {
            assert_eq!(exact_moment(text), Some(AT), "{text}");
        }
        for wrong in ["", "yesterday", "2026-13-01", "2026-09-21T25:00:00", "1790000000", "2026-09-21 14:13:20 CEST"] {
            assert_eq!(exact_moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn people_mean_the_clocks_on_their_wall() {
        let berlin = TimeZone::get("Europe/Berlin").expect("a zone");
        let read = |text: &str, order| moment(text, &berlin, order);
        let at = Some(Timestamp::from_milliseconds(1_790_000_000_000 - 20_000));
        for text in
            ["21.09.2026 16:13", "21.9.26 16:13", "21/09/2026 16:13", "2026/09/21 16:13:00", "2026-09-21 4:13 pm"]
        {
            assert_eq!(read(text, DayOrder::DayFirst), at, "{text}");
        }
        assert_eq!(read("9/21/2026 4:13 PM", DayOrder::MonthFirst), at);
        assert_eq!(read("9/21/2026, 4:13 PM", DayOrder::MonthFirst), at);
        assert_eq!(read("21/09/2026 16:13", DayOrder::MonthFirst), None);
        assert_eq!(read("22.09.2026", DayOrder::DayFirst), exact_moment("2026-09-21T22:00:00"));
        // Twice, and never.
        assert_eq!(read("25.10.2026 02:30", DayOrder::DayFirst), exact_moment("2026-10-25T00:30:00"));
        assert_eq!(read("29.03.2026 02:30", DayOrder::DayFirst), exact_moment("2026-03-29T01:30:00"));
    }

    #[test]
    fn days_are_written_in_one_way() {
        assert_eq!(day("24.12.1985", DayOrder::MonthFirst).as_deref(), Some("1985-12-24"));
        assert_eq!(day("12/24/1985", DayOrder::MonthFirst).as_deref(), Some("1985-12-24"));
        assert_eq!(day("1985-12-24T00:00:00Z", DayOrder::DayFirst).as_deref(), Some("1985-12-24"));
        for wrong in ["30.02.2026", "24.12.", "1.2.3.4", "99999-1-1", "-1-1-1", ""] {
            assert_eq!(day(wrong, DayOrder::DayFirst), None, "{wrong}");
        }
    }
}
