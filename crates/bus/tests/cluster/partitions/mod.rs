//! Nodes whose connections break: a simulated network (turmoil) with real streams between them, on which links are cut and held and
//! nodes die and come back, by chance from a seed. In the end every session knows what was committed, and every node knows who is here.

mod broker;
mod carrier;
mod node;

use std::time::Duration;

use node::Shared;
use turmoil::{Builder, Sim};

use crate::session::Sweep;

const NODES: [&str; 3] = ["one", "two", "three"];
const BROKER: &str = "broker";
/// How long it goes on with faults, and how long the end may take: beats, silences, connections made anew and a check.
const TROUBLE: Duration = Duration::from_secs(60);
const REST: Duration = Duration::from_secs(20);
const SEEDS: u64 = 12;

#[test]
fn nothing_stays_unheard_when_connections_break_and_nodes_die() {
    after_trouble(Sweep::Nothing, break_something);
}

/// What is held back for seconds and then comes is nothing that anyone can notice; the sweep finds it.
#[test]
fn nothing_stays_unheard_when_letters_are_held_back() {
    after_trouble(Sweep::Everything, |sim, chance, dead| {
        let node = NODES[chance.usize(..NODES.len())];
        match chance.u32(..4) {
            0 => sim.hold(node, BROKER),
            1 => sim.release(node, BROKER),
            _ => break_something(sim, chance, dead),
        }
    });
}

fn after_trouble(sweep: Sweep, mut trouble: impl FnMut(&mut Sim<'_>, &mut fastrand::Rng, &mut Vec<&'static str>)) {
    for seed in 0..SEEDS {
        let shared = Shared::default();
        let mut sim = world(seed, sweep, &shared);
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut next = Duration::ZERO;
        let mut dead = Vec::new();
        while sim.elapsed() < TROUBLE {
            step(&mut sim);
            if sim.elapsed() >= next {
                next = sim.elapsed() + Duration::from_millis(chance.u64(100..4_000));
                trouble(&mut sim, &mut chance, &mut dead);
            }
        }
        shared.be_quiet();
        for node in NODES {
            sim.release(node, BROKER);
            sim.repair(node, BROKER);
        }
        for node in dead {
            sim.bounce(node);
        }
        while sim.elapsed() < TROUBLE + REST {
            step(&mut sim);
        }
        shared.check(&NODES, &format!("seed {seed}"));
    }
}

/// A node that is cut off hears at once, when the way is free again, that something may be missing, though no one told it.
#[test]
fn a_silent_way_is_noticed() {
    let shared = Shared::default();
    shared.be_quiet();
    let mut sim = world(1, Sweep::Nothing, &shared);
    run_for(&mut sim, Duration::from_secs(3));
    assert_eq!(shared.peers(NODES[0]), Some(2));
    sim.partition(NODES[0], BROKER);
    run_for(&mut sim, Duration::from_secs(8));
    assert_eq!((shared.peers(NODES[0]), shared.peers(NODES[1])), (Some(0), Some(1)));
    sim.repair(NODES[0], BROKER);
    run_for(&mut sim, Duration::from_secs(10));
    assert_eq!((shared.peers(NODES[0]), shared.peers(NODES[1])), (Some(2), Some(2)));
}

fn world<'a>(seed: u64, sweep: Sweep, shared: &Shared) -> Sim<'a> {
    let mut sim = Builder::new()
        .rng_seed(seed)
        .tick_duration(Duration::from_millis(5))
        .simulation_duration(TROUBLE * 10)
        .min_message_latency(Duration::from_millis(1))
        .max_message_latency(Duration::from_millis(40))
        .build();
    sim.host(BROKER, broker::run);
    for (number, name) in (0_u64..).zip(NODES) {
        let shared = shared.clone();
        sim.host(name, move || node::run(name, seed * 31 + number, sweep, shared.clone()));
    }
    sim
}

fn break_something(sim: &mut Sim<'_>, chance: &mut fastrand::Rng, dead: &mut Vec<&'static str>) {
    let node = NODES[chance.usize(..NODES.len())];
    match chance.u32(..9) {
        0..=1 => sim.partition(node, BROKER),
        2..=3 => sim.repair(node, BROKER),
        4..=5 => {
            sim.crash(BROKER);
            sim.bounce(BROKER);
        }
        6..=7 if !dead.contains(&node) => {
            sim.crash(node);
            dead.push(node);
        }
        _ => {
            if let Some(node) = dead.pop() {
                sim.bounce(node);
            }
        }
    }
}

fn run_for(sim: &mut Sim<'_>, time: Duration) {
    let end = sim.elapsed() + time;
    while sim.elapsed() < end {
        step(sim);
    }
}

fn step(sim: &mut Sim<'_>) {
    sim.step().unwrap_or_else(|error| panic!("a host failed: {error}"));
}
