//! Moments by clocks that are set forward and back.

use proptest::prelude::*;
use subrosa_campaign::{Quiet, local_moment};
use subrosa_desk::zone::Zone;
use subrosa_proto::campaign::LocalMoment;

const ZONES: [&str; 7] = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Beirut",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
];

prop_compose! {
    fn said()(
        zone in prop::sample::select(&ZONES[..]), month in 1..13_u8, day in 1..29_u8, hour in 0..24_u8, minute in 0..60_u8,
    ) -> (Zone, LocalMoment) {
        let (date, time) = (format!("2026-{month:02}-{day:02}"), format!("{hour:02}:{minute:02}"));
        (Zone::named(zone).expect("a zone"), LocalMoment { date, time })
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    /// The clocks show what was said, or have just been set past it.
    #[test]
    fn a_moment_is_what_clocks_show_or_the_next_that_they_do((zone, wanted) in said()) {
        let at = local_moment(&zone, &wanted).expect("a moment");
        // With its date, as clocks are set forward at midnight, too: what comes before is of another day then.
        let shown = |at| {
            let time: String = zone.time_of_day(at).chars().take(5).collect();
            format!("{} {time}", zone.local(at).date)
        };
        let said = format!("{} {}", wanted.date, wanted.time);
        if shown(at) != said {
            let before = shown(at.plus_seconds(-1));
            prop_assert!(before < said && said < shown(at), "{before} {wanted:?} {}", shown(at));
        }
        prop_assert_eq!(zone.local(at).date.to_string(), wanted.date);
    }

    /// Quiet hours end when the clocks say so, and it is not quiet then.
    #[test]
    fn quiet_hours_end((zone, wanted) in said(), until in (0..24_u8, 0..60_u8)) {
        let until = format!("{:02}:{:02}", until.0, until.1);
        let quiet = Quiet::between(&wanted.time, &until).expect("hours");
        let at = local_moment(&zone, &wanted).expect("a moment");
        if let Some(end) = quiet.ends(&zone, at) {
            prop_assert!(end > at && end.milliseconds() - at.milliseconds() <= 25 * 60 * 60 * 1_000);
            prop_assert_eq!(quiet.ends(&zone, end), None);
        } else {
            // They begin now, unless they are none, or clocks leave all of them out.
            let is_left_out = zone.time_of_day(at).chars().take(5).collect::<String>() != wanted.time;
            prop_assert!(wanted.time == until || is_left_out, "{wanted:?} {until}");
        }
    }
}
