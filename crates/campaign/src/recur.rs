//! The moments of campaigns that are sent again and again, by the clocks where the brand is or where each contact is.
//!
//! Where each is told by their own clocks, a time begins when the first clocks on earth show it, and its day is the one that these show: so it
//! begins before it is told to anyone, and whichever zone somebody lives in, each day is one time.

use subrosa_desk::zone::{Date, Zone, date, weekday};
use subrosa_proto::Timestamp;
use subrosa_proto::campaign_schedule::{CampaignPeriod, CampaignRecurrence};
use subrosa_proto::hours::Weekday;

use crate::quiet::{hour, minute, minutes};

/// What was missed for longer than this is left out.
pub const MISSED_SECONDS: i64 = 24 * 60 * 60;
/// From when the first clocks on earth show a time until the last do. Where each is told by their own, it is not missed before.
pub const ROUND_SECONDS: i64 = 26 * 60 * 60;
/// Days that are looked at: more than lie between two of any kind.
const DAYS: usize = 64;

/// The clocks by which times begin.
fn clocks(zone: &Zone, every: &CampaignRecurrence) -> Zone {
    if every.local { Zone::first() } else { zone.clone() }
}

/// Whether it returns on a day.
fn is_on(every: &CampaignRecurrence, day: Date) -> bool {
    let on = every.on.unwrap_or(1);
    match every.each {
        CampaignPeriod::Day => true,
        CampaignPeriod::Week => Weekday::ALL.into_iter().zip(1..).any(|one| one == (weekday(day), on)),
        CampaignPeriod::Month => {
            let last = u32::from(day.days_in_month().unsigned_abs());
            u32::from(day.day().unsigned_abs()) == on.min(last)
        }
    }
}

/// When clocks show a day's time.
fn moment(zone: &Zone, day: Date, of_day: i64) -> Timestamp {
    zone.moment(day.at(hour(of_day), minute(of_day), 0, 0))
}

/// The first of them that begins after a moment, by the clocks of a brand; nothing behind the last day.
#[must_use]
pub fn next_occurrence(zone: &Zone, every: &CampaignRecurrence, after: Timestamp) -> Option<Timestamp> {
    let (clocks, of_day) = (clocks(zone, every), minutes(&every.time)?);
    let until = every.until.as_deref().map(|until| date(until).ok_or(())).transpose().ok()?;
    let today = clocks.local(after).date;
    let mut day = today.yesterday().unwrap_or(today);
    for _ in 0..DAYS {
        if until.is_some_and(|until| day > until) {
            return None;
        }
        if is_on(every, day) {
            let at = moment(&clocks, day, of_day);
            if at > after {
                return Some(at);
            }
        }
        day = day.tomorrow().ok()?;
    }
    None
}

/// Which of them has its turn, from one on: the last whose moment has come and that is not missed, or else the next. Nothing where there are no
/// more.
#[must_use]
pub fn turn(zone: &Zone, every: &CampaignRecurrence, from: Timestamp, now: Timestamp) -> Option<Timestamp> {
    let missed = now.plus_seconds(-if every.local { ROUND_SECONDS } else { MISSED_SECONDS });
    let mut at = if from > missed { from } else { next_occurrence(zone, every, missed)? };
    while let Some(next) = next_occurrence(zone, every, at).filter(|next| *next <= now) {
        at = next;
    }
    Some(at)
}

/// When a contact is told of a time that begins at a moment: then, or when the clocks where they are show it.
#[must_use]
pub fn told_at(zone: &Zone, every: &CampaignRecurrence, begins: Timestamp) -> Timestamp {
    match minutes(&every.time) {
        Some(of_day) if every.local => moment(zone, Zone::first().local(begins).date, of_day),
        _ => begins,
    }
}

/// When the time began of which a contact is told at a moment.
#[must_use]
pub fn began(zone: &Zone, every: &CampaignRecurrence, told_at: Timestamp) -> Timestamp {
    let Some(of_day) = minutes(&every.time).filter(|_| every.local) else { return told_at };
    // Clocks that are set can make it the next day.
    let there = zone.local(told_at).date;
    let days = [Some(there), there.yesterday().ok()].into_iter().flatten();
    let day = days.into_iter().find(|day| moment(zone, *day, of_day) <= told_at);
    day.map_or(told_at, |day| moment(&Zone::first(), day, of_day).min(told_at))
}

#[cfg(test)]
mod tests {
    use subrosa_proto::campaign::LocalMoment;

    use super::*;
    use crate::local_moment;

    fn every(each: CampaignPeriod, on: Option<u32>, time: &str) -> CampaignRecurrence {
        CampaignRecurrence { each, on, time: time.to_owned(), until: None, local: false }
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
    #[test]
    fn each_is_told_by_their_own_clocks_from_the_first_on() {
        let berlin = Zone::named("Europe/Berlin").expect("a zone");
        let mondays = CampaignRecurrence { local: true, ..every(CampaignPeriod::Week, Some(1), "10:00") };
        let begins = next_occurrence(&berlin, &mondays, at(&berlin, "2026-11-20", "12:00")).expect("it returns");
        assert_eq!(begins, at(&berlin, "2026-11-22", "21:00"), "where it is Monday first");
        for (name, hours) in
            [("Pacific/Kiritimati", 0), ("Asia/Tokyo", 5), ("Europe/Berlin", 13), ("Pacific/Pago_Pago", 25)]
        {
            let zone = Zone::named(name).expect("a zone");
            let told = told_at(&zone, &mondays, begins);
            assert_eq!(told, begins.plus_seconds(hours * 60 * 60), "{name}");
            assert_eq!(told, at(&zone, "2026-11-23", "10:00"), "{name}");
            assert_eq!(began(&zone, &mondays, told), begins, "{name}");
        }
        assert_eq!(
            turn(&berlin, &mondays, begins, begins.plus_seconds(ROUND_SECONDS - 1)),
            Some(begins),
            "some wait still"
        );
        let week = begins.plus_seconds(7 * 24 * 60 * 60);
        assert_eq!(turn(&berlin, &mondays, begins, begins.plus_seconds(ROUND_SECONDS)), Some(week));
    }

    #[test]
    fn what_the_clocks_of_a_contact_leave_out_is_when_they_are_set() {
        let night = CampaignRecurrence { local: true, ..every(CampaignPeriod::Day, None, "23:30") };
        // There, 23:00 to 24:00 is left out.
        let nuuk = Zone::named("America/Nuuk").expect("a zone");
        let begins = at(&Zone::first(), "2026-03-28", "23:30");
        let told = told_at(&nuuk, &night, begins);
        assert_eq!(told, at(&nuuk, "2026-03-29", "00:00"));
        assert_eq!(began(&nuuk, &night, told), begins);
        let next = told_at(&nuuk, &night, begins.plus_seconds(24 * 60 * 60));
        assert_eq!(next, at(&nuuk, "2026-03-29", "23:30"));
    }
}
