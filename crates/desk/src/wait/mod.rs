//! What a customer is told of their wait for a person: how many are before them and about how long it takes, or when the brand opens.
//!
//! Nothing of the brand's inside is in it: no name, no team, no reason.

mod plural;
mod words;

use jiff::civil::Date;
use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_proto::wait::WaitLanguage;
use subrosa_proto::{TeamId, Timestamp};

use crate::hours::Hours;
use crate::zone::weekday;

/// Fewer answers than this say nothing of how long the next will take.
const ENOUGH: usize = 10;
/// Of more, the newest say best how it goes now.
const NEWEST: usize = 50;

/// How a customer's wait stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wait {
    /// How many wait before them; none where a member has the thread already.
    pub before: Option<i64>,
    /// How many seconds it usually takes, if that can be said.
    pub usually: Option<i64>,
}

/// Whether a ticket's customer waits for people's answer, and was not told so since the wait began.
#[must_use]
pub fn is_to_be_told(ticket: &Ticket, told_at: Option<Timestamp>) -> bool {
    let is_open = ticket.status == TicketStatus::Open;
    is_open && ticket.waiting_since.is_some_and(|since| told_at.is_none_or(|told| told < since))
}

/// Whether a ticket's customer waits in a queue and was told so.
#[must_use]
pub fn is_told(ticket: &Ticket, told_at: Option<Timestamp>) -> bool {
    ticket.queued_at.is_some() && ticket.waiting_since.is_some_and(|since| told_at.is_some_and(|told| since <= told))
}

/// How many seconds a first answer usually takes: the median of the newest, those of the ticket's own team where they are enough. `times`
/// are milliseconds, the newest first.
#[must_use]
pub fn usually(times: &[(TeamId, i64)], team: TeamId) -> Option<i64> {
    let newest = |is_meant: &dyn Fn(TeamId) -> bool| -> Vec<i64> {
        times.iter().filter(|(of, _)| is_meant(*of)).take(NEWEST).map(|(_, took)| *took).collect()
    };
    let of_team = newest(&|of| of == team);
    let mut meant = if of_team.len() < ENOUGH { newest(&|_| true) } else { of_team };
    meant.sort_unstable();
    (meant.len() >= ENOUGH).then(|| meant[meant.len() / 2].max(0) / 1_000)
}

/// The line that the customer is told.
#[must_use]
pub fn line(language: WaitLanguage, wait: Wait, hours: &Hours, now: Timestamp) -> String {
    let words = words::of(language);
    if !hours.is_open_at(now) {
        let Some(opens) = hours.next_opening(now) else { return words.closed.to_owned() };
        return words.opens.replace("{moment}", &moment(words, hours, opens, now));
    }
    let mut line = words.person.to_owned();
    if let Some(before) = wait.before {
        let place = if before == 0 { words.next } else { words.before.of(language, before) };
        line = format!("{line} {}", place.replace("{n}", &before.to_string()));
    }
    if let Some(seconds) = wait.usually {
        line = format!("{line} {}", words.usually.replace("{time}", &about(language, words, seconds)));
    }
    line
}

/// A time as people say it: whole minutes, in steps of five from ten on, then hours, then days.
fn about(language: WaitLanguage, words: &words::Words, seconds: i64) -> String {
    let minutes = seconds.saturating_add(59) / 60;
    let minutes = if minutes > 10 { (minutes + 4) / 5 * 5 } else { minutes.max(1) };
    let hours = (minutes + 30) / 60;
    let (count, unit) = match (minutes, hours) {
        (..60, _) => (minutes, &words.minutes),
        (_, ..36) => (hours, &words.hours),
        _ => ((hours + 12) / 24, &words.days),
    };
    unit.of(language, count).replace("{n}", &count.to_string())
}

fn moment(words: &words::Words, hours: &Hours, opens: Timestamp, now: Timestamp) -> String {
    let (today, day) = (hours.zone().local(now).date, hours.zone().local(opens).date);
    let time = hours.zone().time_of_day(opens);
    let text = if day == today {
        words.today.to_owned()
    } else if is_within_a_week(today, day) {
        let index = subrosa_proto::hours::Weekday::ALL.iter().position(|one| *one == weekday(day)).unwrap_or(0);
        words.on_weekday.replace("{day}", words.weekdays[index])
    } else {
        words.on_date.replace("{day}", &day.to_string())
    };
    text.replace("{time}", &time)
}

/// Whether a weekday's name says which day is meant.
fn is_within_a_week(today: Date, day: Date) -> bool {
    day.since(today).is_ok_and(|span| span.get_days() < 7)
}

#[cfg(test)]
mod tests {
    use subrosa_proto::hours::{BusinessHours, Holiday, Opening, Weekday};

    use super::*;

    const MINUTE: i64 = 60;

    /// A Sunday at noon in Berlin.
    fn sunday() -> Timestamp {
        Timestamp::from_microseconds(1_793_530_800_000_000)
    }

    fn hours(holidays: &[&str]) -> Hours {
        let openings = [Weekday::Monday, Weekday::Tuesday, Weekday::Saturday];
        let openings = openings.map(|day| Opening { day, opens: "09:00".to_owned(), closes: "17:30".to_owned() });
        let holidays = holidays.iter().map(|date| Holiday { date: (*date).to_owned(), name: String::new() }).collect();
        let hours = BusinessHours { zone: "Europe/Berlin".to_owned(), openings: openings.into(), holidays };
        Hours::of(&hours).expect("hours")
    }

    fn said(language: WaitLanguage, before: Option<i64>, usually: Option<i64>) -> String {
        let always = Hours::of(&BusinessHours::default()).expect("hours");
        line(language, Wait { before, usually }, &always, sunday())
    }

    #[test]
    fn places_and_times_stand_in_the_words_of_each_language() {
        let mut all = String::new();
        for language in WaitLanguage::ALL {
            for (before, usually) in [
                (None, None),
                (Some(0), None),
                (Some(1), Some(20)),
                (Some(2), Some(2 * MINUTE)),
                (Some(7), Some(11 * MINUTE)),
                (Some(11), Some(60 * MINUTE)),
                (Some(102), Some(3 * 60 * MINUTE)),
                (None, Some(50 * 60 * MINUTE)),
            ] {
                all.push_str(&said(language, before, usually));
                all.push('\n');
            }
            all.push_str(&line(language, Wait::default(), &hours(&[]), sunday()));
            all.push('\n');
        }
        insta::assert_snapshot!(all);
    }

    #[test]
    fn a_closed_brand_says_when_it_opens() {
        let at = |hour: i64| Timestamp::from_microseconds(sunday().microseconds() + hour * 3_600_000_000);
        let said = |holidays: &[&str], hour| line(WaitLanguage::En, Wait::default(), &hours(holidays), at(hour));
        assert!(said(&[], 0).contains("on Monday at 09:00 (UTC+1)"), "{}", said(&[], 0));
        assert!(said(&[], 18).contains("today at 09:00 (UTC+1)"), "{}", said(&[], 18));
        assert!(said(&[], 22).starts_with("A person will answer you here."), "it is open");
        let far = ["2026-11-02", "2026-11-03", "2026-11-07"];
        assert!(said(&far, 0).contains("on 2026-11-09 at 09:00"), "{}", said(&far, 0));
    }

    #[test]
    fn how_long_it_takes_is_said_of_enough_answers_and_of_the_own_team_first() {
        let (returns, others) = (TeamId::new(3), TeamId::new(0));
        let mut times: Vec<(TeamId, i64)> = (1..=9).map(|minute| (returns, minute * 60_000)).collect();
        assert_eq!(usually(&times, returns), None, "too few");
        times.extend((1..=20).map(|hour| (others, hour * 3_600_000)));
        assert_eq!(usually(&times, returns), Some(6 * 3_600), "those of the brand");
        times.push((returns, 600_000));
        assert_eq!(usually(&times, returns), Some(6 * 60));
        let slow_long_ago = (0..100).map(|at| (returns, if at < 50 { 60_000 } else { 9_000_000 }));
        assert_eq!(usually(&slow_long_ago.collect::<Vec<_>>(), returns), Some(60));
    }

    #[test]
    fn times_are_said_as_people_say_them() {
        let words = words::of(WaitLanguage::En);
        let said = |seconds| about(WaitLanguage::En, words, seconds);
        let all = [0, 61, 600, 601, 3_300, 3_301, 5_400, 35 * 3_600, 36 * 3_600, i64::MAX / 2].map(said);
        assert_eq!(
            all[..9],
            [
                "1 minute",
                "2 minutes",
                "10 minutes",
                "15 minutes",
                "55 minutes",
                "1 hour",
                "2 hours",
                "35 hours",
                "2 days"
            ]
        );
        assert!(all[9].ends_with("days"));
    }
}
