//! A campaign that is made up: who is held out, who orders, and for how much, all by chance.

use subrosa_lift::{Group, compare};

/// Moments at which the report is looked at.
const LOOKS: u32 = 50;
/// How far from the mean an interval of one look reaches, in deviations.
const ONE_LOOK: f64 = 1.959_964;

#[derive(Clone, Copy)]
pub(crate) struct Scenario {
    pub(crate) people: u32,
    /// The part of them that gets nothing.
    pub(crate) held_out: f64,
    /// The part that orders without the message.
    pub(crate) rate: f64,
    /// How much more of those who get it do: 0.1 is a tenth more.
    pub(crate) effect: f64,
    /// What an order costs is log-normal with this deviation; otherwise orders are counted.
    pub(crate) spend: Option<f64>,
    pub(crate) seed: u64,
}

/// Parts of all runs, and the mean width.
pub(crate) struct Outcome {
    /// The difference was outside of its interval at some look.
    pub(crate) missed: f64,
    /// The lift was.
    pub(crate) missed_lift: f64,
    /// A difference was sure at some look.
    pub(crate) sure: f64,
    /// A difference would have been told at some look by an interval that is made for a single one.
    pub(crate) sure_at_one_look: f64,
    /// There was enough to say something at the end.
    pub(crate) told: f64,
    /// How wide the last interval is beside one that holds for a single look.
    pub(crate) width: f64,
}

pub(crate) fn simulate(scenario: &Scenario, runs: u32, error: f64) -> Outcome {
    let mut random = fastrand::Rng::with_seed(scenario.seed);
    let with_rate = scenario.rate * (1.0 + scenario.effect);
    let worth = scenario.spend.map_or(1.0, |deviation| (deviation * deviation / 2.0).exp());
    let difference = (with_rate - scenario.rate) * worth;
    let (mut missed, mut missed_lift, mut sure, mut sure_at_one_look, mut told) = (0_u32, 0_u32, 0_u32, 0_u32, 0_u32);
    let mut width = 0.0;
    for _ in 0..runs {
        let (mut with, mut held_out) = (Group::default(), Group::default());
        let (mut is_missed, mut is_lift_missed, mut is_sure, mut is_sure_at_one_look) = (false, false, false, false);
        let mut last = None;
        for _ in 0..LOOKS {
            let people = f64::from(scenario.people / LOOKS);
            add(&mut with, people * (1.0 - scenario.held_out), with_rate, scenario.spend, &mut random);
            add(&mut held_out, people * scenario.held_out, scenario.rate, scenario.spend, &mut random);
            let Some(seen) = compare(&with, &held_out, scenario.people.into(), error) else { continue };
            is_missed |= difference < seen.difference.low || difference > seen.difference.high;
            is_lift_missed |= scenario.effect < seen.lift.low || scenario.effect > seen.lift.high;
            is_sure |= seen.is_sure();
            is_sure_at_one_look |= seen.difference.value.abs() > one_look(&with, &held_out);
            last = Some(seen);
        }
        missed += u32::from(is_missed);
        missed_lift += u32::from(is_lift_missed);
        sure += u32::from(is_sure);
        sure_at_one_look += u32::from(is_sure_at_one_look);
        if let Some(seen) = last {
            told += 1;
            let once = one_look(&with, &held_out);
            width += (seen.difference.high - seen.difference.low) / 2.0 / once;
        }
    }
    let part = |count: u32| f64::from(count) / f64::from(runs);
    Outcome {
        missed: part(missed),
        missed_lift: part(missed_lift),
        sure: part(sure),
        sure_at_one_look: part(sure_at_one_look),
        told: part(told),
        width: width / f64::from(told.max(1)),
    }
}

/// The half-width of an interval that is made to be looked at once.
fn one_look(with: &Group, held_out: &Group) -> f64 {
    let of_mean = |group: &Group| {
        let size = f64::from(u32::try_from(group.people).unwrap_or(u32::MAX));
        (group.squares / size - (group.sum / size).powi(2)) / size
    };
    ONE_LOOK * (of_mean(with) + of_mean(held_out)).sqrt()
}

/// Adds people of whom a part orders. Skips from one who does to the next: the number of those between them is geometric.
fn add(group: &mut Group, people: f64, rate: f64, spend: Option<f64>, random: &mut fastrand::Rng) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of people, below 2^32")]
    let people = people.round() as u64;
    let nobody = (1.0 - rate).ln();
    let mut at = 0;
    loop {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "never below zero, and capped by the cast"
        )]
        let skipped = ((1.0 - random.f64()).ln() / nobody) as u64;
        let left = people - at;
        if skipped >= left {
            group.people += left;
            return;
        }
        group.people += skipped;
        group.add(spend.map_or(1.0, |deviation| (deviation * normal(random)).exp()));
        at += skipped + 1;
    }
}

/// A normal number, by G. E. P. Box and M. E. Muller, "A note on the generation of random normal deviates" (1958).
fn normal(random: &mut fastrand::Rng) -> f64 {
    let radius = (-2.0 * (1.0 - random.f64()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.f64()).cos()
}
