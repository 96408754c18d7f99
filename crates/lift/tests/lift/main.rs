//! Simulations, ten thousand campaigns each: how often a report that is looked at fifty times says what is not so.

mod campaign;

use campaign::{Outcome, Scenario, simulate};

/// So often an interval may miss the truth at any of its looks.
const ERROR: f64 = 0.05;
const RUNS: u32 = 10_000;

/// What chance adds to a share of [`RUNS`], three times its deviation.
fn noise() -> f64 {
    3.0 * (ERROR * (1.0 - ERROR) / f64::from(RUNS)).sqrt()
}

fn check(name: &str, scenario: &Scenario) -> Outcome {
    let outcome = simulate(scenario, RUNS, ERROR);
    let Outcome { missed, missed_lift, sure, sure_at_one_look, told, width } = outcome;
    println!(
        "{name}: missed {missed:.4}, of lift {missed_lift:.4}; sure {sure:.4}, by an interval of one look {sure_at_one_look:.4}; {width:.2} times as wide"
    );
    assert!(missed <= ERROR + noise(), "{name}: the difference was missed {missed:.4}");
    assert!(missed_lift <= ERROR + noise(), "{name}: the lift was missed {missed_lift:.4}");
    assert!(told > 0.5, "{name}: {told:.4} had enough people to say anything");
    assert!(width < 1.8, "{name}: it is {width:.2} times as wide as if it were looked at once");
    outcome
}

const ORDERS: Scenario = Scenario { people: 20_000, held_out: 0.5, rate: 0.02, effect: 0.0, spend: None, seed: 1 };

#[test]
fn two_halves_that_get_the_same_seldom_differ() {
    let all = [
        ("orders, half held out", ORDERS),
        ("rare orders", Scenario { people: 60_000, rate: 0.004, seed: 2, ..ORDERS }),
        ("many orders", Scenario { people: 4_000, rate: 0.3, seed: 3, ..ORDERS }),
        ("a tenth held out", Scenario { people: 40_000, held_out: 0.1, seed: 4, ..ORDERS }),
    ];
    for (name, scenario) in all {
        let outcome = check(name, &scenario);
        assert!(outcome.sure <= ERROR + noise(), "{name}: a difference was told {:.4}", outcome.sure);
        // That these simulations notice a method that does not hold.
        assert!(outcome.sure_at_one_look > 3.0 * ERROR, "{name}: {:.4}", outcome.sure_at_one_look);
    }
}

#[test]
fn what_people_spent_is_no_other_by_chance() {
    let spend = Scenario { spend: Some(1.0), rate: 0.05, seed: 5, ..ORDERS };
    let outcome = check("spend, long tail", &spend);
    assert!(outcome.sure <= ERROR + noise());
    check("spend, a tenth held out", &Scenario { held_out: 0.1, people: 40_000, seed: 6, ..spend });
}

#[test]
fn effects_are_inside_of_their_intervals() {
    check("a tenth more", &Scenario { effect: 0.1, seed: 7, ..ORDERS });
    let strong = check("half more", &Scenario { effect: 0.5, seed: 8, ..ORDERS });
    assert!(strong.sure > 0.8, "an effect of a half is seen in {:.4}", strong.sure);
    check("half less", &Scenario { effect: -0.5, seed: 9, people: 40_000, ..ORDERS });
    check("half more is spent", &Scenario { effect: 0.5, rate: 0.05, spend: Some(1.0), seed: 10, ..ORDERS });
}
