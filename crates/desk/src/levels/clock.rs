//! One clock: set going, laid to rest, warned, due.

use subrosa_proto::Timestamp;
use subrosa_proto::level::{LevelClock, LevelHours, LevelTarget, LevelTime};

use super::Levels;

const MINUTE: i64 = 60_000;
/// It is never warned later than so many minutes before it is due, unless that is more than half the target.
const WARNING_MINUTES: i64 = 5;

impl Levels {
    /// A clock that has run for so many milliseconds, and rests.
    pub(super) fn at_rest(target: LevelTarget, time: LevelTime, used: i64, at: Timestamp) -> LevelClock {
        LevelClock {
            target,
            hours: time.hours,
            minutes: time.minutes,
            since: at,
            left: i64::from(time.minutes) * MINUTE - used,
            warns_at: None,
            due_at: None,
            is_warned: false,
            is_breached: false,
        }
    }

    /// Sets a clock going that rests. One that is due never within the years that are looked ahead stays at rest.
    pub(super) fn go_on(&self, clock: &mut LevelClock, at: Timestamp) {
        if clock.due_at.is_some() {
            return;
        }
        let Some(due) = self.after(clock.hours, at, clock.left) else { return };
        let warning = (clock.left - self.warning(clock.minutes)).max(0);
        clock.since = at;
        clock.warns_at = self.after(clock.hours, at, warning).map(|warns| warns.min(due));
        clock.due_at = Some(due);
    }

    /// Lays a clock to rest; it keeps what is left of its time.
    pub(super) fn rest(&self, clock: &mut LevelClock, at: Timestamp) {
        if clock.due_at.is_some() {
            clock.left = self.left(clock, at);
            clock.since = at;
            (clock.warns_at, clock.due_at) = (None, None);
        }
    }

    /// For how many milliseconds it has run.
    pub(super) fn used(&self, clock: &LevelClock, at: Timestamp) -> i64 {
        i64::from(clock.minutes) * MINUTE - self.left(clock, at)
    }

    /// How many milliseconds are left.
    fn left(&self, clock: &LevelClock, at: Timestamp) -> i64 {
        if clock.due_at.is_none() {
            return clock.left;
        }
        let passed = match clock.hours {
            // A clock of the machine that was set back gives no time back.
            LevelHours::Always => at.microseconds().saturating_sub(clock.since.microseconds()).max(0),
            LevelHours::Business => self.hours.business_time(clock.since, at),
        };
        clock.left - passed / 1_000
    }

    /// How many milliseconds before it is due a clock of so many minutes is warned.
    fn warning(&self, minutes: u32) -> i64 {
        let whole = i64::from(minutes) * MINUTE;
        (whole * i64::from(self.warning_percent) / 100).max(WARNING_MINUTES * MINUTE).min(whole / 2)
    }

    fn after(&self, hours: LevelHours, at: Timestamp, milliseconds: i64) -> Option<Timestamp> {
        let time = milliseconds.max(0).checked_mul(1_000)?;
        match hours {
            LevelHours::Always => at.microseconds().checked_add(time).map(Timestamp::from_microseconds),
            LevelHours::Business => self.hours.after_business_time(at, time),
        }
    }
}
