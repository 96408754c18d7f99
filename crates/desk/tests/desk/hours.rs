//! Business hours, also where clocks are set.

use proptest::prelude::*;
use subrosa_desk::hours::{Hours, Problem};
use subrosa_proto::Timestamp;
use subrosa_proto::hours::{BusinessHours, Holiday, Opening, Weekday};

const HOUR: i64 = 3_600_000_000;

fn opening(day: Weekday, opens: &str, closes: &str) -> Opening {
    Opening { day, opens: opens.to_owned(), closes: closes.to_owned() }
}

fn given(zone: &str, openings: Vec<Opening>, holidays: &[&str]) -> BusinessHours {
    let holiday = |date: &&str| Holiday { date: (*date).to_owned(), name: String::new() };
    BusinessHours { zone: zone.to_owned(), openings, holidays: holidays.iter().map(holiday).collect() }
}

fn every_day(zone: &str, opens: &str, closes: &str, holidays: &[&str]) -> Hours {
    let openings = Weekday::ALL.map(|day| opening(day, opens, closes)).to_vec();
    Hours::of(&given(zone, openings, holidays)).expect("good hours")
}

/// A moment as RFC 3339 has it.
fn at(text: &str) -> Timestamp {
    Timestamp::from_microseconds(text.parse::<jiff::Timestamp>().expect("a moment").as_microsecond())
}

#[test]
fn a_week_by_hand() {
    let week = vec![
        opening(Weekday::Monday, "09:00", "12:00"),
        opening(Weekday::Monday, "13:00", "17:00"),
        opening(Weekday::Friday, "20:00", "24:00"),
    ];
    let hours = Hours::of(&given("Europe/Berlin", week, &["2026-11-09"])).expect("good hours");
    // 2026-11-02 is a Monday; Berlin is an hour ahead of UTC then.
    assert!(hours.is_open_at(at("2026-11-02T08:00:00Z")));
    assert!(!hours.is_open_at(at("2026-11-02T11:00:00Z")), "it closes at twelve");
    assert!(!hours.is_open_at(at("2026-11-02T07:59:59Z")));
    assert_eq!(hours.next_opening(at("2026-11-02T11:30:00Z")), Some(at("2026-11-02T12:00:00Z")));
    assert_eq!(hours.next_opening(at("2026-11-02T12:30:00Z")), Some(at("2026-11-02T12:30:00Z")), "open already");
    assert_eq!(hours.begins_next(at("2026-11-02T08:00:00Z")), Some(at("2026-11-02T12:00:00Z")), "after this one");
    assert_eq!(hours.tomorrow_morning(at("2026-11-02T22:59:59Z")), at("2026-11-03T08:00:00Z"));
    assert_eq!(
        hours.tomorrow_morning(at("2026-11-02T23:00:00Z")),
        at("2026-11-04T08:00:00Z"),
        "it is Tuesday in Berlin"
    );
    assert!(hours.is_open_at(at("2026-11-06T22:59:59Z")), "up to midnight");
    // The Monday after is a holiday.
    assert_eq!(hours.next_opening(at("2026-11-06T23:00:00Z")), Some(at("2026-11-13T19:00:00Z")));
    assert_eq!(hours.business_time(at("2026-11-02T00:00:00Z"), at("2026-11-16T00:00:00Z")), (7 + 4 + 4) * HOUR);
}

#[test]
fn clocks_that_are_set_change_what_passes() {
    let berlin = every_day("Europe/Berlin", "00:00", "06:00", &[]);
    let night = |day: &str, next: &str| berlin.business_time(at(day), at(next));
    assert_eq!(night("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"), 5 * HOUR, "an hour is left out");
    assert_eq!(night("2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"), 7 * HOUR, "an hour comes twice");
    // An opening that does not exist on that day.
    let gone = every_day("Europe/Berlin", "02:10", "02:50", &[]);
    assert_eq!(gone.business_time(at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")), 0);
    assert_eq!(gone.next_opening(at("2026-03-29T00:00:00Z")), Some(at("2026-03-30T00:10:00Z")));
}

#[test]
fn without_openings_it_is_always_open() {
    let hours = Hours::of(&given("UTC", Vec::new(), &["2026-12-25"])).expect("good hours");
    let christmas = at("2026-12-25T12:00:00Z");
    assert!(hours.is_open_at(christmas));
    assert_eq!(hours.next_opening(christmas), Some(christmas));
    assert_eq!(hours.begins_next(christmas), None, "nothing begins where nothing ends");
    assert_eq!(hours.business_time(christmas, christmas.plus_seconds(3_600)), HOUR);
}

#[test]
fn never_open_within_a_year_is_said() {
    let mut days = Vec::new();
    let mut day: jiff::civil::Date = "2026-01-05".parse().expect("a Monday");
    for _ in 0..100 {
        days.push(day.to_string());
        day = day.saturating_add(jiff::Span::new().weeks(1));
    }
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let week = vec![opening(Weekday::Monday, "09:00", "17:00")];
    let hours = Hours::of(&given("UTC", week, &days)).expect("good hours");
    assert_eq!(hours.next_opening(at("2026-01-01T00:00:00Z")), None);
    assert_eq!(hours.begins_next(at("2026-01-01T00:00:00Z")), None);
}

#[test]
fn what_is_wrong_is_named() {
    let problem = |given: &BusinessHours| Hours::of(given).map(|_| ()).expect_err("is refused");
    let monday = |opens, closes| opening(Weekday::Monday, opens, closes);
    assert_eq!(problem(&given("Middle/Earth", Vec::new(), &[])), Problem::Zone);
    for (opens, closes) in [("9:00", "10:00"), ("10:00", "10:00"), ("10:00", "09:00"), ("24:00", "24:00"), ("1", "2")] {
        assert_eq!(problem(&given("UTC", vec![monday(opens, closes)], &[])), Problem::Opening, "{opens} {closes}");
    }
    let both = vec![monday("11:00", "13:00"), monday("09:00", "12:00")];
    assert_eq!(problem(&given("UTC", both, &[])), Problem::Overlap);
    assert_eq!(problem(&given("UTC", Vec::new(), &["2026-02-30"])), Problem::Holiday);
    assert_eq!(problem(&given("UTC", vec![monday("09:00", "10:00"); 51], &[])), Problem::TooManyOpenings);
    assert_eq!(problem(&given("UTC", Vec::new(), &["2026-02-01"; 101])), Problem::TooManyHolidays);
    let noon = vec![monday("09:00", "12:00"), monday("12:00", "24:00")];
    assert!(Hours::of(&given("UTC", noon, &[])).is_ok(), "one ends where the other begins");
}

/// Zones whose clocks are set by an hour, by half an hour, at midnight, and never.
const ZONES: [&str; 6] =
    ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Asia/Beirut", "Pacific/Apia"];

fn some_hours() -> impl Strategy<Value = Hours> {
    let one = (0..7_usize, 0..1_439_i64, 1..600_i64).prop_map(|(day, opens, length)| {
        let time = |minutes: i64| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        opening(Weekday::ALL[day], &time(opens), &time((opens + length).min(1_440)))
    });
    (0..ZONES.len(), proptest::collection::vec(one, 0..8)).prop_filter_map("overlaps", |(zone, openings)| {
        Hours::of(&given(ZONES[zone], openings, &["2026-03-29", "2026-11-01"])).ok()
    })
}

/// Moments of 2026, in seconds.
fn moment() -> impl Strategy<Value = Timestamp> {
    (1_767_225_600..1_798_761_600_i64).prop_map(|second| Timestamp::from_microseconds(second * 1_000_000))
}

proptest! {
    #[test]
    fn business_time_adds_up_and_is_no_more_than_passes(hours in some_hours(), mut moments in [moment(), moment(), moment()]) {
        moments.sort_unstable();
        let [first, middle, last] = moments;
        let whole = hours.business_time(first, last);
        prop_assert_eq!(hours.business_time(first, middle) + hours.business_time(middle, last), whole);
        prop_assert!(whole >= 0 && whole <= last.microseconds() - first.microseconds());
    }

    #[test]
    fn it_is_open_when_business_time_passes(hours in some_hours(), at in moment()) {
        let moment_later = Timestamp::from_microseconds(at.microseconds() + 1);
        prop_assert_eq!(hours.is_open_at(at), hours.business_time(at, moment_later) == 1);
    }

    #[test]
    fn the_next_opening_is_the_first(hours in some_hours(), at in moment()) {
        if let Some(next) = hours.next_opening(at) {
            prop_assert!(next >= at && hours.is_open_at(next));
            prop_assert_eq!(hours.business_time(at, next), 0);
            if next > at {
                prop_assert_eq!(hours.begins_next(at), Some(next));
            }
        }
    }
}

proptest! {
    #[test]
    fn business_time_leads_to_the_moment_by_which_it_has_passed(hours in some_hours(), at in moment(), minutes in 0..10_000_i64) {
        let time = minutes * 60_000_000;
        if let Some(end) = hours.after_business_time(at, time) {
            prop_assert_eq!(hours.business_time(at, end), time);
            let before = Timestamp::from_microseconds(end.microseconds() - 1);
            prop_assert!(time == 0 || hours.business_time(at, before) < time, "the first such moment");
        }
    }
}
