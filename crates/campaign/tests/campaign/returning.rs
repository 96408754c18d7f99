//! Moments that return.

use proptest::prelude::*;
use subrosa_campaign::{MISSED_SECONDS, ROUND_SECONDS, began, next_occurrence, told_at, turn};
use subrosa_desk::zone::{Zone, weekday};
use subrosa_proto::Timestamp;
use subrosa_proto::campaign_schedule::{CampaignPeriod, CampaignRecurrence};
use subrosa_proto::hours::Weekday;

/// On both sides of the date line, and with clocks that are set by an hour, by half of one, at midnight, or not at all.
const ZONES: [&str; 13] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Beirut",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Nuuk",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
    "Pacific/Pago_Pago",
    "Etc/GMT+12",
];
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
        hour in 0..24_u8, minute in 0..60_u8, local in any::<bool>(),
    ) -> (Zone, CampaignRecurrence) {
        let time = format!("{hour:02}:{minute:02}");
        (Zone::named(zone).expect("a zone"), CampaignRecurrence { each, on, time, until: None, local })
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
        let zone = if every.local { Zone::first() } else { zone };
        let told = zone.time_of_day(next);
        // Those that begin late in the evening may be told the next day: midnight can be what clocks leave out.
        let is_set_over_midnight = told.starts_with("00:00") && !every.time.starts_with("00");
        let day = zone.local(next.plus_seconds(if is_set_over_midnight { -1 } else { 0 })).date;
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
        let missed = if every.local { ROUND_SECONDS } else { MISSED_SECONDS };
        prop_assert!(found >= planned && found > now.plus_seconds(-missed));
        prop_assert_eq!(next_occurrence(&zone, &every, found.plus_seconds(-1)), Some(found));
        let is_last = next_occurrence(&zone, &every, found).expect("it returns") > now;
        prop_assert!(is_last);
        prop_assert_eq!(turn(&zone, &every, found, now), Some(found), "and stays so");
    }

    /// By their own clocks, each is told at each moment at which it would return for them alone: nobody is told twice of one time, and nobody left
    /// out. No time begins after somebody's clocks have shown it, or lasts longer than clocks on earth are apart.
    #[test]
    fn each_is_told_once_of_each_time((zone, every) in returning(), after in moment()) {
        let local = CampaignRecurrence { local: true, ..every };
        let begun = std::iter::successors(Some(after), |after| next_occurrence(&zone, &local, *after)).skip(1).take(8);
        let begun: Vec<_> = begun.collect();
        let told: Vec<_> = begun.iter().map(|begins| told_at(&zone, &local, *begins)).collect();
        for (begins, told) in begun.iter().zip(&told) {
            prop_assert!(begins <= told && *told <= begins.plus_seconds(ROUND_SECONDS));
            prop_assert_eq!(began(&zone, &local, *told), *begins);
        }
        let alone = CampaignRecurrence { local: false, ..local };
        let wanted = std::iter::successors(told.first().copied(), |after| next_occurrence(&zone, &alone, *after));
        prop_assert_eq!(told, wanted.take(8).collect::<Vec<_>>());
    }
}
