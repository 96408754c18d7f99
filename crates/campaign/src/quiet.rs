//! When clocks say that it is night, and the moments that they say.

use subrosa_desk::zone::{Zone, date};
use subrosa_proto::Timestamp;
use subrosa_proto::campaign::{CampaignSettings, LocalMoment};

const DAY_MINUTES: i64 = 24 * 60;

/// The time of day, in minutes since midnight; nothing for what is none.
pub(crate) fn minutes(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str, most: i64| {
        let is_plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<i64>().ok().filter(|number| is_plain && *number <= most)
    };
    Some(number(hour, 23)? * 60 + number(minute, 59)?)
}

/// Hours in which nothing is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quiet {
    /// Minutes since midnight; the same twice where there is none.
    from: i64,
    until: i64,
}

impl Quiet {
    /// From one time of day to another.
    #[must_use]
    pub fn between(from: &str, until: &str) -> Option<Self> {
        Some(Self { from: minutes(from)?, until: minutes(until)? })
    }

    /// Those of a brand. What was kept was checked before.
    #[must_use]
    pub fn of(settings: &CampaignSettings) -> Self {
        Self::between(&settings.quiet_from, &settings.quiet_until).unwrap_or(Self { from: 0, until: 0 })
    }

    /// When the quiet hours end that a zone's clocks are in; nothing where they are in none. Clocks that are set meanwhile make them longer or
    /// shorter, and never skip their end.
    #[must_use]
    pub fn ends(self, zone: &Zone, now: Timestamp) -> Option<Timestamp> {
        if self.from == self.until {
            return None;
        }
        let date = zone.local(now).date;
        // A moment is in them from the last beginning on until the end behind it.
        let begins = [date.yesterday().ok(), Some(date)].into_iter().flatten();
        begins
            .filter_map(|day| {
                let begin = zone.moment(day.at(hour(self.from), minute(self.from), 0, 0));
                let end_day = if self.until > self.from { day } else { day.tomorrow().ok()? };
                let end = zone.moment(end_day.at(hour(self.until), minute(self.until), 0, 0));
                (begin <= now && now < end).then_some(end)
            })
            .max()
    }
}

pub(crate) fn hour(of_day: i64) -> i8 {
    i8::try_from(of_day % DAY_MINUTES / 60).unwrap_or(0)
}

pub(crate) fn minute(of_day: i64) -> i8 {
    i8::try_from(of_day % 60).unwrap_or(0)
}

/// The moment at which a zone's clocks say this; where they leave it out, that at which they are set. Nothing for what is no day or time.
#[must_use]
pub fn local_moment(zone: &Zone, moment: &LocalMoment) -> Option<Timestamp> {
    let (day, of_day) = (date(&moment.date)?, minutes(&moment.time)?);
    Some(zone.moment(day.at(hour(of_day), minute(of_day), 0, 0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).expect("a zone")
    }

    fn at(zone: &Zone, date: &str, time: &str) -> Timestamp {
        local_moment(zone, &LocalMoment { date: date.to_owned(), time: time.to_owned() }).expect("a moment")
    }

    #[test]
    fn nights_go_over_midnight() {
        let (berlin, night) = (zone("Europe/Berlin"), Quiet::between("21:00", "09:00").expect("hours"));
        let morning = at(&berlin, "2026-10-02", "09:00");
        for (date, time) in
            [("2026-10-01", "21:00"), ("2026-10-01", "23:59"), ("2026-10-02", "00:00"), ("2026-10-02", "08:59")]
        {
            assert_eq!(night.ends(&berlin, at(&berlin, date, time)), Some(morning), "{date} {time}");
        }
        for time in ["09:00", "12:00", "20:59"] {
            assert_eq!(night.ends(&berlin, at(&berlin, "2026-10-01", time)), None, "{time}");
        }
        // The same moment is day elsewhere.
        assert_eq!(night.ends(&zone("America/New_York"), at(&berlin, "2026-10-01", "21:00")), None);
        let noon = Quiet::between("12:00", "14:00").expect("hours");
        assert_eq!(noon.ends(&berlin, at(&berlin, "2026-10-01", "13:00")), Some(at(&berlin, "2026-10-01", "14:00")));
        let never = Quiet::between("09:00", "09:00").expect("hours");
        assert_eq!(never.ends(&berlin, at(&berlin, "2026-10-01", "09:00")), None);
    }

    #[test]
    fn what_clocks_leave_out_is_when_they_are_set() {
        let berlin = zone("Europe/Berlin");
        assert_eq!(at(&berlin, "2026-03-29", "02:30"), at(&berlin, "2026-03-29", "03:00"));
        let (first, later) = (at(&berlin, "2026-10-25", "02:30"), at(&berlin, "2026-10-25", "03:00"));
        assert_eq!(later.milliseconds() - first.milliseconds(), 90 * 60_000, "said twice, and meant the first time");
    }

    #[test]
    fn quiet_hours_end_where_clocks_are_set() {
        let berlin = zone("Europe/Berlin");
        let night = Quiet::between("22:00", "02:30").expect("hours");
        let end = night.ends(&berlin, at(&berlin, "2026-03-29", "01:59"));
        assert_eq!(end, Some(at(&berlin, "2026-03-29", "03:00")));
        assert_eq!(night.ends(&berlin, at(&berlin, "2026-03-29", "03:00")), None);
    }

    #[test]
    fn times_of_day_are_plain() {
        for wrong in ["", "9:00", "24:00", "12:60", "12.00", "+1:00", "12:00:00"] {
            assert_eq!(Quiet::between(wrong, "09:00"), None, "{wrong}");
        }
    }
}
