//! Reads business hours as they are given.

use jiff::civil::Time;
use subrosa_proto::hours::{BusinessHours, Opening};
use subrosa_proto::limits::{BRAND_HOLIDAYS, BRAND_OPENINGS, HOLIDAY_CHARACTERS};
use subrosa_proto::text;

use super::{Close, Hours};
use crate::zone::{Zone, date};

/// What is wrong with business hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("not the name of a time zone, as in Europe/Berlin")]
    Zone,
    #[error("at most 50 openings")]
    TooManyOpenings,
    #[error("opens at 00:00 to 23:59 and closes later, at 24:00 at the latest")]
    Opening,
    #[error("openings of one day do not overlap")]
    Overlap,
    #[error("at most 100 holidays")]
    TooManyHolidays,
    #[error("a holiday is a date, as in 2026-12-25, with a name of up to 60 characters on one line")]
    Holiday,
}

impl Problem {
    /// The field that it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Zone => "zone",
            Self::TooManyOpenings | Self::Opening | Self::Overlap => "openings",
            Self::TooManyHolidays | Self::Holiday => "holidays",
        }
    }
}

impl Hours {
    /// Business hours as they are given, if they can be kept.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn of(given: &BusinessHours) -> Result<Self, Problem> {
        let zone = Zone::named(&given.zone).ok_or(Problem::Zone)?;
        if given.openings.len() > BRAND_OPENINGS {
            return Err(Problem::TooManyOpenings);
        }
        if given.holidays.len() > BRAND_HOLIDAYS {
            return Err(Problem::TooManyHolidays);
        }
        let mut openings = Vec::with_capacity(given.openings.len());
        for opening in &given.openings {
            let (opens, closes) = times(opening).ok_or(Problem::Opening)?;
            openings.push((opening.day, opens, closes));
        }
        openings.sort_unstable();
        let overlaps = |pair: &[(_, Time, Close)]| pair[0].0 == pair[1].0 && pair[0].2 > Close::At(pair[1].1);
        if openings.windows(2).any(overlaps) {
            return Err(Problem::Overlap);
        }
        let mut holidays = Vec::with_capacity(given.holidays.len());
        for holiday in &given.holidays {
            text::check_line(&holiday.name, HOLIDAY_CHARACTERS, true).map_err(|_| Problem::Holiday)?;
            holidays.push(date(&holiday.date).ok_or(Problem::Holiday)?);
        }
        holidays.sort_unstable();
        Ok(Self { zone, openings, holidays })
    }
}

fn times(opening: &Opening) -> Option<(Time, Close)> {
    let opens = time(&opening.opens)?;
    let closes = if opening.closes == "24:00" { Close::EndOfDay } else { Close::At(time(&opening.closes)?) };
    (Close::At(opens) < closes).then_some((opens, closes))
}

/// `09:00`.
fn time(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let part = |part: &str| {
        let is_plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        is_plain.then(|| part.parse().ok()).flatten()
    };
    Time::new(part(hour)?, part(minute)?, 0, 0).ok()
}
