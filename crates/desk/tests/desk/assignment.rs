//! Who is given tickets by themselves: what holds whatever the members, the rule and the order of what comes.

use proptest::prelude::*;
use subrosa_desk::assignment::{Candidate, Wanted, choose};
use subrosa_proto::AccountId;
use subrosa_proto::team::AssignmentRule as Rule;

fn member(number: i64) -> Candidate {
    Candidate { member: AccountId::new(number), available: true, load: 0, capacity: None, skills: Vec::new(), turn: 0 }
}

fn labels(all: &[&str]) -> Vec<String> {
    all.iter().map(|&label| label.to_owned()).collect()
}

/// Gives tickets one after the other; to whom each went.
fn give(rule: Rule, staff: &mut [Candidate], tickets: &[Vec<String>]) -> Vec<Option<AccountId>> {
    let mut turn = staff.iter().map(|one| one.turn).max().unwrap_or(0);
    let mut given = Vec::new();
    for labels in tickets {
        let to = choose(rule, Wanted { labels, from: None }, staff.iter());
        if let Some(one) = staff.iter_mut().find(|one| Some(one.member) == to) {
            turn += 1;
            one.take(turn);
        }
        given.push(to);
    }
    given
}

#[test]
fn by_hand_nobody_is_chosen() {
    assert_eq!(choose(Rule::ByHand, Wanted::default(), [member(1)].iter()), None);
}

#[test]
fn who_is_good_at_it_comes_first_and_the_others_are_better_than_nobody() {
    let spanish = Candidate { skills: labels(&["es"]), load: 5, ..member(1) };
    let both = Candidate { skills: labels(&["es", "returns"]), load: 9, ..member(2) };
    let staff = [spanish.clone(), both.clone(), member(3)];
    let of = |wanted: &[&str], staff: &[Candidate]| {
        choose(Rule::BySkill, Wanted { labels: &labels(wanted), from: None }, staff.iter()).map(AccountId::number)
    };
    assert_eq!(of(&["es"], &staff), Some(1), "of two who are as good, who holds less");
    assert_eq!(of(&["es", "returns"], &staff), Some(2));
    assert_eq!(of(&["fr"], &staff), Some(3));
    assert_eq!(of(&[], &staff), Some(3));
    let gone = [Candidate { available: false, ..spanish }, Candidate { capacity: Some(9), ..both }, member(3)];
    assert_eq!(of(&["es"], &gone), Some(3));
}

#[test]
fn who_gave_it_back_gets_it_only_when_there_is_nobody_else() {
    let back = Wanted { labels: &[], from: Some(AccountId::new(1)) };
    for rule in [Rule::RoundRobin, Rule::LeastLoad, Rule::BySkill] {
        let busy = Candidate { load: 9, turn: 9, ..member(2) };
        assert_eq!(choose(rule, back, [member(1), busy].iter()), Some(AccountId::new(2)));
        assert_eq!(choose(rule, back, [member(1)].iter()), Some(AccountId::new(1)));
    }
}

fn rules() -> impl Strategy<Value = Rule> {
    prop_oneof![Just(Rule::RoundRobin), Just(Rule::LeastLoad), Just(Rule::BySkill)]
}

fn some_labels() -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(vec!["es", "fr", "returns"], 0..=3).prop_map(|all| labels(&all))
}

prop_compose! {
    fn candidate()(
        available in any::<bool>(),
        load in 0..6_i64,
        capacity in proptest::option::of(0..8_i64),
        skills in some_labels(),
        turn in 0..20_i64,
    ) -> Candidate {
        Candidate { available, load, capacity, skills, turn, ..member(0) }
    }
}

fn staff() -> impl Strategy<Value = Vec<Candidate>> {
    proptest::collection::vec(candidate(), 0..8).prop_map(|mut all| {
        for (number, one) in (1..).zip(&mut all) {
            one.member = AccountId::new(number);
        }
        all
    })
}

proptest! {
    #[test]
    fn nobody_is_over_capacity_and_nobody_who_is_away_is_chosen(
        rule in rules(),
        mut staff in staff(),
        tickets in proptest::collection::vec(some_labels(), 0..40),
    ) {
        let before = staff.clone();
        let given = give(rule, &mut staff, &tickets);
        for (one, before) in staff.iter().zip(&before) {
            let got = i64::try_from(given.iter().filter(|to| **to == Some(one.member)).count()).expect("few");
            prop_assert_eq!(one.load, before.load + got);
            prop_assert!(one.available || got == 0);
            prop_assert!(got == 0 || one.capacity.is_none_or(|capacity| one.load <= capacity));
        }
        // A ticket waits only when nobody could take it.
        prop_assert!(given.iter().all(Option::is_some) || staff.iter().all(|one| !one.is_free()));
    }

    #[test]
    fn turns_are_even(rule in rules(), count in 1..9_i64, tickets in 0..60_usize) {
        let mut staff: Vec<Candidate> = (1..=count).map(member).collect();
        give(rule, &mut staff, &vec![Vec::new(); tickets]);
        let loads = || staff.iter().map(|one| one.load);
        prop_assert!(loads().max().unwrap_or(0) - loads().min().unwrap_or(0) <= 1);
    }

    #[test]
    fn the_least_load_evens_out_what_was_uneven(mut staff in staff(), tickets in 0..60_usize) {
        for one in &mut staff {
            (one.available, one.capacity) = (true, None);
        }
        give(Rule::LeastLoad, &mut staff, &vec![Vec::new(); tickets]);
        // Whoever got anything is at most one above everyone else.
        let least = staff.iter().map(|one| one.load).min().unwrap_or(0);
        prop_assert!(staff.iter().all(|one| one.load <= (least + 1).max(6)));
    }
}
