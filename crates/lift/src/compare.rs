//! Those who got it beside those held out.

use crate::Group;
use crate::boundary::half_width;
use crate::group::number;

/// People of each side who must have done something before anything is said: below it, means are far from normal, and a first few look like
/// a great success.
pub const ENOUGH: u64 = 30;

/// A value, and between which others it is at all times together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// What a message has done.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// How much more the mean of those who got it is: of a share, in shares; of an amount, in the amount's unit a person.
    pub difference: Estimate,
    /// The same as a part of what the held out did: 0.1 is a tenth more.
    pub lift: Estimate,
}

impl Comparison {
    /// Whether it is sure that the message did something, to the better or to the worse.
    #[must_use]
    pub const fn is_sure(&self) -> bool {
        self.difference.low > 0.0 || self.difference.high < 0.0
    }
}

/// Compares two sides, of which each person was put on one by chance. `planned` is how many people there will be on both together, or are to
/// be looked at most closely; the intervals hold for any number, and are narrowest then. With the chance `1 − error` each of the two intervals has
/// the truth in it at all times. Nothing where fewer than [`ENOUGH`] people of either side did anything.
#[must_use]
pub fn compare(with: &Group, held_out: &Group, planned: u64, error: f64) -> Option<Comparison> {
    if with.active < ENOUGH || held_out.active < ENOUGH {
        return None;
    }
    let share = number(with.people + held_out.people) / number(planned.max(1));
    let around = |value: f64, variance: f64| {
        let half = half_width(variance, variance * share, error);
        Estimate { value, low: value - half, high: value + half }
    };
    let (mean, base) = (with.mean(), held_out.mean());
    let (of_with, of_held_out) = (with.variance_of_mean(), held_out.variance_of_mean());
    let difference = around(mean - base, of_with + of_held_out);
    // The variance of a logarithm of a mean, by the delta method.
    let ratio = around((mean / base).ln(), of_with / (mean * mean) + of_held_out / (base * base));
    let lift = Estimate { value: ratio.value.exp_m1(), low: ratio.low.exp_m1(), high: ratio.high.exp_m1() };
    Some(Comparison { difference, lift })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ERROR: f64 = 0.05;

    #[test]
    fn little_says_nothing() {
        let (some, few) = (Group::of_counts(1_000, 40), Group::of_counts(100, 4));
        assert_eq!(compare(&some, &few, 1_100, ERROR), None);
        assert_eq!(compare(&few, &some, 1_100, ERROR), None);
        assert_eq!(compare(&Group::default(), &Group::default(), 0, ERROR), None);
    }

    #[test]
    fn a_clear_effect_is_sure_and_a_small_one_is_not() {
        let held_out = Group::of_counts(10_000, 400);
        let clear = compare(&Group::of_counts(90_000, 5_400), &held_out, 100_000, ERROR).expect("enough");
        assert!(clear.is_sure() && clear.difference.low > 0.0 && clear.lift.low > 0.0);
        assert!((clear.difference.value - 0.02).abs() < 1e-12 && (clear.lift.value - 0.5).abs() < 1e-9);
        let small = compare(&Group::of_counts(90_000, 3_700), &held_out, 100_000, ERROR).expect("enough");
        assert!(!small.is_sure() && small.lift.low < 0.0 && small.lift.high > 0.0);
    }

    #[test]
    fn sides_that_are_exchanged_say_the_opposite() {
        let (one, other) = (Group::of_counts(5_000, 300), Group::of_counts(5_000, 200));
        let there = compare(&one, &other, 10_000, ERROR).expect("enough");
        let back = compare(&other, &one, 10_000, ERROR).expect("enough");
        assert!((there.difference.low + back.difference.high).abs() < 1e-12);
        assert!(((1.0 + there.lift.low) * (1.0 + back.lift.high) - 1.0).abs() < 1e-9);
    }
}
