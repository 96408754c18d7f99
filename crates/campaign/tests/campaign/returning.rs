//! Moments that return.

use proptest::prelude::*;
use subrosa_campaign::{MISSED_SECONDS, next_occurrence, turn};
use subrosa_desk::zone::{Zone, weekday};
use subrosa_proto::Timestamp;
use subrosa_proto::campaign_schedule::{CampaignPeriod, CampaignRecurrence};
use subrosa_proto::hours::Weekday;

const ZONES: [&str; 6] =
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Africa/Casablanca"];
const DAY: i64 = 24 * 60 * 60;
/// 2024-01-01, and three years of which one is a leap year.
const FIRST: i64 = 1_704_067_200;

prop_compose! {
    fn returning()(
        zone in prop::sample::select(&ZONES[..]),
        (each, on) in prop_oneof![
            Just((CampaignPeriod::Day, None)),
            (1..8_u32).prop_map(|on| (CampaignPeriod::Week, Some(on))),
            (1..32_u32).prop_map(|on| (CampaignPeriod::Month, Some(on))),
        ],
        hour in 0..24_u8, minute in 0..60_u8,
    ) -> (Zone, CampaignRecurrence) {
        let time = format!("{hour:02}:{minute:02}");
        (Zone::named(zone).expect("a zone"), CampaignRecurrence { each, on, time, until: None })
    }
}

fn moment() -> impl Strategy<Value = Timestamp> {
    (FIRST..FIRST + 3 * 366 * DAY).prop_map(|seconds| Timestamp::from_milliseconds(seconds * 1_000))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// It is the first that fits after the moment: on its day, at its time or where clocks leave that out the next they show, and none is
    /// between.
    #[test]
    fn the_next_is_the_first_that_fits((zone, every) in returning(), after in moment()) {
        let next = next_occurrence(&zone, &every, after).expect("it returns for ever");
        prop_assert!(next > after);
        let day = zone.local(next).date;
        match (every.each, every.on) {
            (CampaignPeriod::Week, Some(on)) => prop_assert_eq!(weekday(day), Weekday::ALL[on as usize - 1]),
            (CampaignPeriod::Month, Some(on)) => {
                let last = u32::from(day.days_in_month().unsigned_abs());
                prop_assert_eq!(u32::from(day.day().unsigned_abs()), on.min(last));
            }
            _ => {}
        }
        let shown = |at| zone.time_of_day(at).chars().take(5).collect::<String>();
        if shown(next) != every.time {
            let before = shown(next.plus_seconds(-1));
            // Midnight can be what they leave out.
            let is_later = before < every.time || before > shown(next);
            prop_assert!(is_later && every.time < shown(next), "{before} {}", shown(next));
        }
        // None is between: from any moment before it, it is the next.
        let between = Timestamp::from_microseconds(after.microseconds().midpoint(next.microseconds()));
        prop_assert_eq!(next_occurrence(&zone, &every, between), Some(next));
        let longest = match every.each { CampaignPeriod::Day => 1, CampaignPeriod::Week => 7, CampaignPeriod::Month => 31 };
        // Clocks that are set make it an hour longer; those that leave its time out, at most one more.
        prop_assert!(next.milliseconds() - after.milliseconds() <= (longest * DAY + 2 * 60 * 60) * 1_000);
    }

    /// What has its turn is one of them: to come, or missed for less than a day, and then the last.
    #[test]
    fn one_has_its_turn((zone, every) in returning(), from in moment(), later in 0..90 * DAY) {
        let planned = next_occurrence(&zone, &every, from).expect("it returns");
        let now = from.plus_seconds(later);
        let found = turn(&zone, &every, planned, now).expect("it returns");
        prop_assert!(found >= planned && found > now.plus_seconds(-MISSED_SECONDS));
        prop_assert_eq!(next_occurrence(&zone, &every, found.plus_seconds(-1)), Some(found));
        let is_last = next_occurrence(&zone, &every, found).expect("it returns") > now;
        prop_assert!(is_last);
        prop_assert_eq!(turn(&zone, &every, found, now), Some(found), "and stays so");
    }
}
