//! When a brand is open, when it opens next, and how much of a time it was open: its business hours by the clocks of its zone.
//!
//! A brand without openings is open at all times. Business time is time that passes, not the difference of two clocks: an opening in
//! which they are set on is shorter that day, one in which they are set back is longer.

mod check;

pub use check::Problem;

use jiff::civil::{Date, Time};
use subrosa_proto::Timestamp;
use subrosa_proto::hours::Weekday;

use crate::zone::{Zone, weekday};

/// Days after which it is not looked for an opening any more.
const FAR: usize = 400;

/// Business hours that were checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    zone: Zone,
    /// By weekday and time; they do not overlap.
    openings: Vec<(Weekday, Time, Close)>,
    /// In order.
    holidays: Vec<Date>,
}

/// When an opening ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Close {
    At(Time),
    EndOfDay,
}

impl Hours {
    /// The zone by whose clocks they are.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// Whether the brand is open at a moment. At the moment of its closing it is not.
    #[must_use]
    pub fn is_open_at(&self, at: Timestamp) -> bool {
        self.is_always_open() || self.of_day(self.zone.local(at).date).any(|(opens, closes)| opens <= at && at < closes)
    }

    /// The next moment, from this one on, at which the brand is open. Nothing when that is not within a year.
    #[must_use]
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        if self.is_always_open() {
            return Some(at);
        }
        let today = self.zone.local(at).date;
        let days = std::iter::successors(Some(today), |day| day.tomorrow().ok()).take(FAR);
        days.flat_map(|day| self.of_day(day)).find(|(_, closes)| *closes > at).map(|(opens, _)| opens.max(at))
    }

    /// The first moment by which the brand was open for so many microseconds, from this one on; this one for none of them. Nothing
    /// when that is not within about a year.
    #[must_use]
    pub fn after_business_time(&self, from: Timestamp, time: i64) -> Option<Timestamp> {
        if time <= 0 {
            return Some(from);
        }
        if self.is_always_open() {
            return from.microseconds().checked_add(time).map(Timestamp::from_microseconds);
        }
        let mut left = time;
        let days = std::iter::successors(Some(self.zone.local(from).date), |day| day.tomorrow().ok()).take(FAR);
        for (opens, closes) in days.flat_map(|day| self.of_day(day)) {
            let opens = opens.max(from);
            let open = (closes.microseconds() - opens.microseconds()).max(0);
            if left <= open {
                return Some(Timestamp::from_microseconds(opens.microseconds() + left));
            }
            left -= open;
        }
        None
    }

    /// The first moment after this one at which an opening begins. Nothing for a brand that is open at all times, or does not open within a
    /// year.
    #[must_use]
    pub fn begins_next(&self, at: Timestamp) -> Option<Timestamp> {
        let days = std::iter::successors(Some(self.zone.local(at).date), |day| day.tomorrow().ok()).take(FAR);
        days.flat_map(|day| self.of_day(day)).map(|(opens, _)| opens).find(|opens| *opens > at)
    }

    /// Nine in the morning of the day after a moment, by the clocks of the zone.
    #[must_use]
    pub fn tomorrow_morning(&self, at: Timestamp) -> Timestamp {
        let today = self.zone.local(at).date;
        let tomorrow = today.tomorrow().unwrap_or(today);
        self.zone.moment(tomorrow.at(9, 0, 0, 0))
    }

    /// For how many microseconds between two moments the brand was open; 0 when the second is the earlier.
    #[must_use]
    pub fn business_time(&self, from: Timestamp, to: Timestamp) -> i64 {
        if to <= from {
            return 0;
        }
        if self.is_always_open() {
            return to.microseconds().saturating_sub(from.microseconds());
        }
        let last = self.zone.local(to).date;
        let days = std::iter::successors(Some(self.zone.local(from).date), |day| day.tomorrow().ok());
        days.take_while(|day| *day <= last)
            .flat_map(|day| self.of_day(day))
            .map(|(opens, closes)| (closes.min(to).microseconds() - opens.max(from).microseconds()).max(0))
            .sum()
    }

    const fn is_always_open(&self) -> bool {
        self.openings.is_empty()
    }

    /// From when until when the brand is open on a day, in order.
    fn of_day(&self, day: Date) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let today = if self.holidays.binary_search(&day).is_ok() { None } else { Some(weekday(day)) };
        self.openings.iter().filter(move |(weekday, ..)| Some(*weekday) == today).filter_map(
            move |(_, opens, closes)| {
                let closes = match closes {
                    Close::At(time) => self.zone.moment(day.to_datetime(*time)),
                    Close::EndOfDay => self.zone.start_of(day.tomorrow().ok()?),
                };
                let opens = self.zone.moment(day.to_datetime(*opens));
                // Clocks that are set on may leave out a whole opening.
                (opens < closes).then_some((opens, closes))
            },
        )
    }
}
