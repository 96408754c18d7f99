//! The decision, for facts of every kind.

use proptest::prelude::*;
use subrosa_campaign::{Decision, Facts, PATIENCE_HOURS, Quiet, Refusal, WEEK_SECONDS, decide};
use subrosa_desk::zone::Zone;
use subrosa_proto::Timestamp;
use subrosa_proto::campaign::CampaignSettings;
use subrosa_proto::campaign_report::{SkipReason, WaitReason};

const NOW: i64 = 1_790_000_000;
const HOUR: i64 = 60 * 60;
const ZONES: [&str; 6] =
    ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Australia/Lord_Howe"];

/// Facts that own what they are made of.
#[derive(Debug, Clone)]
struct Known {
    now: Timestamp,
    planned_for: Timestamp,
    zone: Zone,
    settings: CampaignSettings,
    refused: Option<Refusal>,
    unsayable: Option<SkipReason>,
    is_suppressed: bool,
    is_told: bool,
    last_word: Option<Timestamp>,
    of_brand: Vec<Timestamp>,
    of_others: Vec<Timestamp>,
    budget: u32,
    rest_days: i64,
}

impl Known {
    fn of_all(&self) -> Vec<Timestamp> {
        [self.of_brand.clone(), self.of_others.clone()].concat()
    }

    fn decide(&self) -> Decision {
        let of_all = self.of_all();
        decide(&Facts {
            now: self.now,
            planned_for: self.planned_for,
            zone: &self.zone,
            settings: &self.settings,
            refused: self.refused,
            unsayable: self.unsayable,
            is_suppressed: self.is_suppressed,
            is_told: self.is_told,
            last_word: self.last_word,
            of_brand: &self.of_brand,
            of_all: &of_all,
            budget: self.budget,
            rest_days: self.rest_days,
        })
    }
}

const fn at(seconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(seconds * 1_000)
}

fn time_of_day() -> impl Strategy<Value = String> {
    (0..24_u8, 0..60_u8).prop_map(|(hour, minute)| format!("{hour:02}:{minute:02}"))
}

fn settings() -> impl Strategy<Value = CampaignSettings> {
    (1..4_u32, 1..30_u32, time_of_day(), time_of_day(), 0..168_u32).prop_map(
        |(cap, cap_days, quiet_from, quiet_until, gap_hours)| CampaignSettings {
            cap,
            cap_days,
            quiet_from,
            quiet_until,
            gap_hours,
            ..CampaignSettings::default()
        },
    )
}

fn moments() -> impl Strategy<Value = Vec<Timestamp>> {
    prop::collection::vec((0..40 * 24 * HOUR).prop_map(|ago| at(NOW - ago)), 0..5)
}

prop_compose! {
    fn known()(
        day in 0..400_i64,
        planned in -100 * HOUR..100 * HOUR,
        zone in prop::sample::select(&ZONES[..]),
        settings in settings(),
        refused in prop::option::weighted(0.3, prop::sample::select(
            &[Refusal::CustomerGone, Refusal::NoConsent, Refusal::TicketOpen][..])),
        unsayable in prop::option::weighted(0.1, Just(SkipReason::NoValue)),
        is_suppressed in prop::bool::weighted(0.1),
        is_told in prop::bool::weighted(0.1),
        last_word in prop::option::of((0..300 * HOUR).prop_map(|ago| at(NOW - ago))),
        of_brand in moments(),
        of_others in moments(),
        budget in 0..9_u32,
        rest_days in prop::sample::select(&[0, 0, 7, 30][..]),
    ) -> Known {
        let shift = |moment: Timestamp| moment.plus_seconds(day * 24 * HOUR);
        Known {
            now: shift(at(NOW)),
            planned_for: shift(at(NOW + planned)),
            zone: Zone::named(zone).expect("a zone"),
            settings,
            refused,
            unsayable,
            is_suppressed,
            is_told,
            last_word: last_word.map(shift),
            of_brand: of_brand.into_iter().map(shift).collect(),
            of_others: of_others.into_iter().map(shift).collect(),
            budget,
            rest_days,
        }
    }
}

fn within(sent: &[Timestamp], now: Timestamp, seconds: i64) -> usize {
    sent.iter().filter(|at| **at > now.plus_seconds(-seconds)).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn nobody_is_told_who_may_not_be(known in known()) {
        if known.decide() == Decision::Send {
            prop_assert!(known.refused.is_none() && known.unsayable.is_none() && !known.is_told && !known.is_suppressed);
            prop_assert!(known.planned_for <= known.now);
            prop_assert!(within(&known.of_all(), known.now, WEEK_SECONDS) < known.budget as usize);
            let cap_seconds = i64::from(known.settings.cap_days) * 24 * HOUR;
            prop_assert!(within(&known.of_brand, known.now, cap_seconds) < known.settings.cap as usize);
            prop_assert_eq!(within(&known.of_brand, known.now, known.rest_days * 24 * HOUR), 0);
            prop_assert_eq!(Quiet::of(&known.settings).ends(&known.zone, known.now), None);
            let gap = i64::from(known.settings.gap_hours) * HOUR;
            prop_assert!(known.last_word.is_none_or(|last| last.plus_seconds(gap) <= known.now));
        }
    }

    /// Each time it is asked again is later, and after some days there is an answer.
    #[test]
    fn whoever_waits_is_asked_again_and_not_for_ever(known in known()) {
        let mut known = known;
        let begun = known.now.max(known.planned_for);
        for _ in 0..1_000 {
            match known.decide() {
                Decision::Wait(why, until) => {
                    prop_assert!(until > known.now, "{why:?}");
                    if why != WaitReason::TicketOpen {
                        let again = Known { now: until, ..known.clone() };
                        let is_same = matches!(again.decide(), Decision::Wait(next, _) if next == why);
                        prop_assert!(!is_same, "{why:?} waits for what is over");
                    }
                    known.now = until;
                }
                Decision::Send | Decision::Skip(_) => {
                    let most = begun.plus_seconds((PATIENCE_HOURS + 2 * 168 + 48) * HOUR);
                    prop_assert!(known.now <= most, "{:?}", known.now);
                    return Ok(());
                }
            }
        }
        prop_assert!(false, "it waits for ever: {known:?}");
    }

    #[test]
    fn more_promotions_tell_nobody_sooner(known in known(), more in moments()) {
        let mut told = known.clone();
        told.of_brand.extend(more);
        if told.decide() == Decision::Send {
            prop_assert_eq!(known.decide(), Decision::Send);
        }
    }

    #[test]
    fn whoever_did_not_agree_gets_nothing_whatever_else_is_so(known in known()) {
        let known = Known { refused: Some(Refusal::NoConsent), is_suppressed: false, ..known };
        prop_assert_eq!(known.decide(), Decision::Skip(SkipReason::NoConsent));
    }

    /// Whatever they agreed to, and however soon; who is gone is gone.
    #[test]
    fn whoever_stands_on_the_list_gets_nothing(known in known()) {
        let why = if known.refused == Some(Refusal::CustomerGone) { SkipReason::CustomerGone } else { SkipReason::Suppressed };
        let known = Known { is_suppressed: true, ..known };
        prop_assert_eq!(known.decide(), Decision::Skip(why));
    }
}
