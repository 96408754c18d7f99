//! What holds for any flow and anything that happens to it.

use proptest::prelude::*;
use serde_json::json;
use subrosa_flow::engine::{
    self, Act, Facts, Input, KnowledgeResult, OrderResult, Reason, Session, Stance, Standing, Step, WebhookResult,
};
use subrosa_flow::{Finding, FlowVersion, Places, Program, lint, read_flow};

use crate::flows;
use crate::made::{self, Happens};

fn input(session: &Session, happens: &Happens) -> Vec<Input> {
    let key = |standing: &Standing| match standing {
        Standing::Working { effect, .. } => effect.clone(),
        _ => "none".to_owned(),
    };
    match happens {
        Happens::Does(input) => vec![input.clone()],
        Happens::Rings => vec![Input::Timer(session.timer.clone())],
        Happens::Comes(which) => {
            let key = key(&session.standing);
            let order = match which % 3 {
                0 => {
                    OrderResult::Found([("status".parse().expect("a name"), subrosa_flow::Scalar::text("sent"))].into())
                }
                1 => OrderResult::NotFound,
                _ => OrderResult::Throttled,
            };
            let body = json!({ "a": [which] });
            let webhook = match which % 3 {
                0 => WebhookResult::Answered { status: 200, body },
                1 => WebhookResult::Answered { status: 404, body },
                _ => WebhookResult::Failed,
            };
            let knowledge = match which % 2 {
                0 => KnowledgeResult::Answered("So it is.".to_owned()),
                _ => KnowledgeResult::Unknown,
            };
            vec![
                Input::Order(key.clone(), order),
                Input::Webhook(key.clone(), webhook),
                Input::Knowledge(key, knowledge),
            ]
        }
    }
}

/// What holds after every step.
fn check(step: &Step) {
    let too_many = |act: &Act| matches!(act, Act::HandOver(packet) if packet.reason == Reason::TooManyNodes);
    assert!(!step.actions.iter().any(|action| too_many(&action.act)), "a sound flow goes through few nodes an input");
    let keys: std::collections::BTreeSet<&str> = step.actions.iter().map(|action| action.key.as_str()).collect();
    assert_eq!(keys.len(), step.actions.len(), "every action has a key of its own");
    let json = serde_json::to_string(&step.session).expect("JSON");
    assert_eq!(serde_json::from_str::<Session>(&json).expect("a session"), step.session);
    let json = serde_json::to_string(&step.actions).expect("JSON");
    assert_eq!(serde_json::from_str::<Vec<engine::Action>>(&json).expect("actions"), step.actions);
    let timers = step.actions.iter().filter(|action| matches!(action.act, Act::WaitUntil { .. })).count();
    let over = step.session.standing == Standing::Over;
    assert!(timers <= 1 && !(over && timers == 1), "an open session has one timer, one that is over has none");
}

fn run(program: &Program, happens: &[Happens], facts: &Facts) -> Result<(), TestCaseError> {
    let mut step = engine::start(program, "s", &flows::text_input("hallo"), facts).expect("it always starts");
    check(&step);
    for happens in happens {
        for input in input(&step.session, happens) {
            let next = engine::resume(program, &step.session, &input, facts);
            prop_assert_eq!(&next, &engine::resume(program, &step.session, &input, facts));
            if let Ok(next) = next {
                check(&next);
                step = next;
            }
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_sound_flow_is_bounded_and_says_the_same_twice(
        flow in made::flow(), happens in made::happenings(), forms in any::<bool>(), open in any::<bool>(),
    ) {
        let (flow, _) = read_flow(flow.to_string().as_bytes()).expect("a flow's shape");
        let version = FlowVersion { flow: "made".to_owned(), version: 1 };
        match Program::new(flow.clone(), version) {
            Ok(program) => {
                let stances = [("news", Stance::Given), ("past", Stance::Closed)];
                let consents = stances.map(|(topic, stance)| (topic.parse().expect("a name"), stance)).into();
                run(&program, &happens, &Facts { forms, open, consents, ..flows::facts() })?;
            }
            Err(findings) => prop_assert!(findings.iter().any(Finding::is_error)),
        }
        prop_assert_eq!(lint(&flow, &Places::default()), lint(&flow, &Places::default()));
    }

    #[test]
    fn any_bytes_are_a_flow_or_an_error_with_a_line(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Err(error) = read_flow(&bytes) {
            prop_assert!(error.line >= 1 && !error.what.is_empty());
        }
    }

    #[test]
    fn any_damaged_flow_is_a_flow_or_an_error_with_a_line(at in 0..600_usize, with in "[\\[\\]{}:,*&!|>'\" \n\ta-z0-9-]{0,4}", cut in 0..5_usize) {
        let text = flows::text("variables: { a: { kind: text } }\n", "first: { ask: { text: A?, into: a, then: last, otherwise: last } }\nlast: { end: {} }");
        let at = at.min(text.len());
        let rest = text.get((at + cut).min(text.len())..).unwrap_or_default();
        let damaged = format!("{}{with}{rest}", &text[..at]);
        match read_flow(damaged.as_bytes()) {
            Ok((flow, places)) => drop(lint(&flow, &places)),
            Err(error) => prop_assert!(error.line >= 1 && error.line <= damaged.lines().count() as u64 + 1, "{}", error),
        }
    }
}

#[test]
fn made_flows_are_often_sound() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let sound = (0..300).filter(|_| {
        let flow = made::flow().new_tree(&mut runner).expect("a flow").current();
        let (flow, _) = read_flow(flow.to_string().as_bytes()).expect("a flow's shape");
        !lint(&flow, &Places::default()).iter().any(Finding::is_error)
    });
    let sound = sound.count();
    assert!(sound >= 30, "{sound} of 300 are sound: the property would show little");
}
