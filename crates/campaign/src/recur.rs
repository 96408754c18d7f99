//! The moments of campaigns that are sent again and again, by the clocks where the brand is.

use subrosa_desk::zone::{Zone, date, weekday};
use subrosa_proto::Timestamp;
use subrosa_proto::campaign_schedule::{CampaignPeriod, CampaignRecurrence};
use subrosa_proto::hours::Weekday;

use crate::quiet::{hour, minute, minutes};

/// What was missed for longer than this is left out.
pub const MISSED_SECONDS: i64 = 24 * 60 * 60;
/// Days that are looked at: more than lie between two of any kind.
const DAYS: usize = 64;

/// The first of them after a moment; nothing behind the last day.
#[must_use]
pub fn next_occurrence(zone: &Zone, every: &CampaignRecurrence, after: Timestamp) -> Option<Timestamp> {
    let of_day = minutes(&every.time)?;
    let until = every.until.as_deref().map(|until| date(until).ok_or(())).transpose().ok()?;
    let today = zone.local(after).date;
    let mut day = today.yesterday().unwrap_or(today);
    for _ in 0..DAYS {
        if until.is_some_and(|until| day > until) {
            return None;
        }
        let on = every.on.unwrap_or(1);
        let is_it = match every.each {
            CampaignPeriod::Day => true,
            CampaignPeriod::Week => Weekday::ALL.into_iter().zip(1..).any(|one| one == (weekday(day), on)),
            CampaignPeriod::Month => {
                let last = u32::from(day.days_in_month().unsigned_abs());
                u32::from(day.day().unsigned_abs()) == on.min(last)
            }
        };
        if is_it {
            let at = zone.moment(day.at(hour(of_day), minute(of_day), 0, 0));
            if at > after {
                return Some(at);
            }
        }
        day = day.tomorrow().ok()?;
    }
    None
}

/// Which of them has its turn, from one on: the last whose moment has come within a day, or else the next. Nothing where there are no more.
#[must_use]
pub fn turn(zone: &Zone, every: &CampaignRecurrence, from: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let missed = now.plus_seconds(-MISSED_SECONDS);
    let mut at = if from > missed { from } else { next_occurrence(zone, every, missed)? };
    while let Some(next) = next_occurrence(zone, every, at).filter(|next| *next <= now) {
        at = next;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use subrosa_proto::campaign::LocalMoment;

    use super::*;
    use crate::local_moment;

    fn every(each: CampaignPeriod, on: Option<u32>, time: &str) -> CampaignRecurrence {
        CampaignRecurrence { each, on, time: time.to_owned(), until: None }
    }

    fn at(zone: &Zone, date: &str, time: &str) -> Timestamp {
        local_moment(zone, &LocalMoment { date: date.to_owned(), time: time.to_owned() }).expect("a moment")
    }

    /// The first so many after a day's beginning, as dates and times.
    fn following(every: &CampaignRecurrence, date: &str, count: usize) -> Vec<String> {
        let zone = Zone::named("Europe/Berlin").expect("a zone");
        let begin = Some(at(&zone, date, "00:00").plus_seconds(-1));
        let all = std::iter::successors(begin, |after| next_occurrence(&zone, every, *after)).skip(1).take(count);
        let said = |at| format!("{} {}", zone.local(at).date, zone.time_of_day(at));
        all.map(said).collect()
    }

    #[test]
    fn days_weeks_and_months_return() {
        let daily = every(CampaignPeriod::Day, None, "02:30");
        assert_eq!(
            following(&daily, "2026-03-28", 3),
            ["2026-03-28 02:30 (UTC+1)", "2026-03-29 03:00 (UTC+2)", "2026-03-30 02:30 (UTC+2)"]
        );
        assert_eq!(
            following(&daily, "2026-10-25", 2),
            ["2026-10-25 02:30 (UTC+2)", "2026-10-26 02:30 (UTC+1)"],
            "said twice, and meant the first time"
        );
        let fridays = every(CampaignPeriod::Week, Some(5), "09:30");
        assert_eq!(following(&fridays, "2026-10-23", 2), ["2026-10-23 09:30 (UTC+2)", "2026-10-30 09:30 (UTC+1)"]);
        let lasts = every(CampaignPeriod::Month, Some(31), "18:00");
        assert_eq!(
            following(&lasts, "2028-01-31", 4),
            [
                "2028-01-31 18:00 (UTC+1)",
                "2028-02-29 18:00 (UTC+1)",
                "2028-03-31 18:00 (UTC+2)",
                "2028-04-30 18:00 (UTC+2)"
            ]
        );
    }

    #[test]
    fn there_is_a_last_day() {
        let zone = Zone::named("Europe/Berlin").expect("a zone");
        let daily =
            CampaignRecurrence { until: Some("2026-12-24".to_owned()), ..every(CampaignPeriod::Day, None, "09:00") };
        assert_eq!(following(&daily, "2026-12-23", 9).len(), 2);
        assert_eq!(turn(&zone, &daily, at(&zone, "2026-12-24", "09:00"), at(&zone, "2026-12-26", "08:00")), None);
    }

    #[test]
    fn what_was_missed_within_a_day_is_made_up_once() {
        let zone = Zone::named("Europe/Berlin").expect("a zone");
        let daily = every(CampaignPeriod::Day, None, "09:00");
        let planned = at(&zone, "2026-06-01", "09:00");
        let turn = |date, time| turn(&zone, &daily, planned, at(&zone, date, time));
        assert_eq!(turn("2026-06-01", "08:00"), Some(planned), "it is still to come");
        assert_eq!(turn("2026-06-01", "09:00"), Some(planned));
        assert_eq!(turn("2026-06-02", "08:59"), Some(planned));
        assert_eq!(turn("2026-06-08", "12:00"), Some(at(&zone, "2026-06-08", "09:00")));
        let fridays = every(CampaignPeriod::Week, Some(5), "09:00");
        let missed = super::turn(&zone, &fridays, at(&zone, "2026-06-05", "09:00"), at(&zone, "2026-06-08", "12:00"));
        assert_eq!(missed, Some(at(&zone, "2026-06-12", "09:00")));
    }
}
