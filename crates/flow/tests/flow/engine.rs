//! What the engine does with each kind of node, and what it never does.

use subrosa_flow::engine::{
    self, Act, Effect, Ending, Input, KnowledgeResult, OrderResult, Proof, Reason, Refusal, Standing, Step,
    WebhookResult,
};
use subrosa_flow::{FlowVersion, Name, Program};
use subrosa_proto::Timestamp;

use crate::flows::{answer, begin, facts, flow, program, said, text_input};

const ORDER: &str = "\
first: { ask: { text: Number?, into: number, then: mail, otherwise: person } }
mail: { ask: { text: Mail?, into: mail, retries: 1, then: look, otherwise: person } }
look: { look_up_order: { number: number, second: { email: mail }, found: found, not_found: none, throttled: person } }
found: { say: { text: 'It is {{ order.status }}.', then: over } }
none: { say: { text: No such order., then: over } }
over: { end: {} }
person: { hand_over: { team: care, summary: 'Number {{ number }}' } }";
const ORDER_VARIABLES: &str = "variables: { number: { kind: text }, mail: { kind: email } }\n";

/// The key and effect of a step that asks for one.
fn effect(step: &Step) -> (String, Effect) {
    let found = step.actions.iter().find_map(|action| match &action.act {
        Act::Effect(effect) => Some((action.key.clone(), effect.as_ref().clone())),
        _ => None,
    });
    found.expect("an effect")
}

fn timer(step: &Step) -> (String, Timestamp) {
    let found = step.actions.iter().rev().find_map(|action| match &action.act {
        Act::WaitUntil { at } => Some((action.key.clone(), *at)),
        _ => None,
    });
    found.expect("a timer")
}

fn handed_over(step: &Step) -> &engine::Packet {
    let found = step.actions.iter().find_map(|action| match &action.act {
        Act::HandOver(packet) => Some(packet.as_ref()),
        _ => None,
    });
    found.expect("people take over")
}

fn to_the_look_up(program: &Program) -> Step {
    let mut step = begin(program, "hi");
    for text in ["A-1", "ada@example.com"] {
        step = answer(program, &step.session, &text_input(text));
    }
    step
}

#[test]
fn an_order_is_found_by_two_facts() {
    let program = program(ORDER_VARIABLES, ORDER);
    let asked = to_the_look_up(&program);
    let (key, effect) = effect(&asked);
    let second = Proof::Email("ada@example.com".to_owned());
    assert_eq!(effect, Effect::LookUpOrder { number: "A-1".to_owned(), second });
    let order = [("status".parse().expect("a name"), subrosa_flow::Scalar::text("sent"))].into();
    let done = answer(&program, &asked.session, &Input::Order(key, OrderResult::Found(order)));
    assert_eq!(said(&done), ["It is sent."]);
    assert!(matches!(done.actions.last().map(|action| &action.act), Some(Act::Ended(Ending::Finished))));
    let refused = engine::resume(&program, &done.session, &text_input("hi"), &facts());
    assert_eq!(refused, Err(Refusal::Over));
}

#[test]
fn answers_that_do_not_fit_are_asked_for_again_and_then_given_up() {
    let program = program(ORDER_VARIABLES, ORDER);
    let step = answer(&program, &begin(&program, "hi").session, &text_input("A-1"));
    let again = answer(&program, &step.session, &text_input("ada"));
    assert!(said(&again)[0].contains("e-mail address"));
    let given_up = answer(&program, &again.session, &text_input("ada"));
    let packet = handed_over(&given_up);
    assert_eq!((packet.reason, packet.summary.as_deref()), (Reason::Flow, Some("Number A-1")));
    assert_eq!(packet.team.as_ref().map(Name::as_str), Some("care"));
}

#[test]
fn results_count_once_and_words_wait_for_them() {
    let program = program(ORDER_VARIABLES, ORDER);
    let asked = to_the_look_up(&program);
    let (key, _) = effect(&asked);
    let refused = |input: &Input| engine::resume(&program, &asked.session, input, &facts()).expect_err("refused");
    assert_eq!(refused(&text_input("hello?")), Refusal::Busy);
    assert_eq!(refused(&Input::Order("other".to_owned(), OrderResult::NotFound)), Refusal::Stale);
    assert_eq!(refused(&Input::Webhook(key.clone(), WebhookResult::Failed)), Refusal::Stale);
    let done = answer(&program, &asked.session, &Input::Order(key.clone(), OrderResult::NotFound));
    let twice = engine::resume(&program, &done.session, &Input::Order(key, OrderResult::NotFound), &facts());
    assert_eq!(twice, Err(Refusal::Over));
}

#[test]
fn a_result_that_never_comes_stops_nobody() {
    let program = program(ORDER_VARIABLES, ORDER);
    let asked = to_the_look_up(&program);
    let (key, at) = timer(&asked);
    assert_eq!(at, facts().now.plus_seconds(60));
    let late = answer(&program, &asked.session, &Input::Timer(key));
    assert_eq!(handed_over(&late).reason, Reason::Flow);
}

#[test]
fn the_same_step_has_the_same_keys() {
    let program = program(ORDER_VARIABLES, ORDER);
    let first = begin(&program, "hi");
    let once = answer(&program, &first.session, &text_input("A-1"));
    assert_eq!(once, answer(&program, &first.session, &text_input("A-1")));
    let keys: Vec<&str> = first.actions.iter().chain(&once.actions).map(|action| action.key.as_str()).collect();
    assert_eq!(keys, ["s.1.0", "s.1.1", "s.2.0", "s.2.1"]);
}

#[test]
fn sessions_stay_with_their_version() {
    let old = program(ORDER_VARIABLES, ORDER);
    let step = begin(&old, "hi");
    let version = FlowVersion { flow: "test".to_owned(), version: 2 };
    let new = Program::new(flow(ORDER_VARIABLES, ORDER), version).expect("a sound flow");
    assert_eq!(engine::resume(&new, &step.session, &text_input("A-1"), &facts()), Err(Refusal::OtherVersion));
    assert_eq!(said(&answer(&old, &step.session, &text_input("A-1"))), ["Mail?"]);
}

#[test]
fn sessions_time_out() {
    let program = program("idle: 2h\nvariables: { number: { kind: text }, mail: { kind: email } }\n", ORDER);
    let step = begin(&program, "hi");
    let (key, at) = timer(&step);
    assert_eq!(at, facts().now.plus_seconds(7_200));
    let next = answer(&program, &step.session, &text_input("A-1"));
    let stale = engine::resume(&program, &next.session, &Input::Timer(key), &facts());
    assert_eq!(stale, Err(Refusal::Stale));
    let over = answer(&program, &next.session, &Input::Timer(timer(&next).0));
    assert_eq!(over.actions[0].act, Act::Ended(Ending::TimedOut));
}

#[test]
fn too_many_steps_go_to_a_person() {
    let program = program("", "first: { say: { text: Again?, quick_replies: [{ text: Again, then: first }] } }");
    let mut step = begin(&program, "hi");
    let mut steps = 1;
    while step.session.standing != Standing::Over {
        step = answer(&program, &step.session, &text_input("again"));
        steps += 1;
        assert!(steps <= 501);
    }
    assert_eq!(handed_over(&step).reason, Reason::TooManySteps);
    assert_eq!(steps, 501);
}

#[test]
fn a_webhook_answers_with_values_or_falls_back() {
    let nodes = "\
first: { webhook: { url: 'https://example.com/{{ message }}', method: POST, body: { text: '{{ message }}' },
  save: { points: data.points }, then: told, fallback: down } }
told: { say: { text: 'You have {{ points }}.', then: over } }
down: { say: { text: Later., then: over } }
over: { end: {} }";
    let program = program("variables: { points: { kind: number } }\n", nodes);
    let step = begin(&program, "a/b \"c\"");
    let (key, effect) = effect(&step);
    let Effect::Webhook { url, body, .. } = effect else { panic!("a webhook") };
    assert_eq!(url, "https://example.com/a%2Fb%20%22c%22");
    assert_eq!(body, serde_json::json!({ "text": "a/b \"c\"" }));
    let said_after = |status, body| {
        let result = Input::Webhook(key.clone(), WebhookResult::Answered { status, body });
        said(&answer(&program, &step.session, &result))[0].to_owned()
    };
    assert_eq!(said_after(200, serde_json::json!({ "data": { "points": 12.5 } })), "You have 12.5.");
    assert_eq!(said_after(200, serde_json::json!({ "data": { "points": "7" } })), "You have 7.");
    for body in [serde_json::json!({}), serde_json::json!({ "data": { "points": [1] } }), serde_json::json!(null)] {
        assert_eq!(said_after(200, body), "Later.");
    }
    assert_eq!(said_after(500, serde_json::json!({ "data": { "points": 1 } })), "Later.");
}

#[test]
fn knowledge_is_said_or_not_known() {
    let nodes = "\
first: { answer: { answered: over, unknown: none } }
none: { say: { text: I don't know., then: over } }
over: { end: {} }";
    let program = program("", nodes);
    let step = begin(&program, "do you wrap gifts?");
    let (key, asked) = effect(&step);
    assert_eq!(asked, Effect::Answer { question: "do you wrap gifts?".to_owned() });
    let after = |result| answer(&program, &step.session, &Input::Knowledge(key.clone(), result));
    assert_eq!(said(&after(KnowledgeResult::Answered("We do.".to_owned()))), ["We do."]);
    assert_eq!(said(&after(KnowledgeResult::Unknown)), ["I don't know."]);
}

#[test]
fn a_wait_ends_by_time_or_by_words() {
    let nodes = "\
first: { wait: { for: 10m, reply: spoke, then: silent } }
spoke: { say: { text: Spoke., then: over } }
silent: { say: { text: Silent., then: over } }
over: { end: {} }";
    let program = program("", nodes);
    let step = begin(&program, "hi");
    let unknown = Input::Chosen("of.an.older.version".to_owned());
    assert_eq!(engine::resume(&program, &step.session, &unknown, &facts()), Err(Refusal::Stale));
    assert_eq!(said(&answer(&program, &step.session, &text_input("still there"))), ["Spoke."]);
    assert_eq!(said(&answer(&program, &step.session, &Input::Timer(timer(&step).0))), ["Silent."]);
}

#[test]
fn old_buttons_lead_on_and_old_quick_replies_only_say_their_words() {
    let nodes = "\
first: { say: { text: Hi, buttons: [{ text: Buy, then: buy }], quick_replies: [{ text: Help, then: help }] } }
buy: { ask: { text: What?, into: what, then: first, otherwise: first } }
help: { say: { text: Helped., then: first } }";
    let program = program("variables: { what: { kind: text } }\n", nodes);
    let first = begin(&program, "hi");
    let chosen = |step: &Step, id: &str| answer(&program, &step.session, &Input::Chosen(id.to_owned()));
    let asked = chosen(&first, "first.buttons.0");
    assert_eq!(said(&asked), ["What?"]);
    assert_eq!(said(&chosen(&asked, "first.buttons.0")), ["What?"]);
    let answered = chosen(&asked, "first.quick_replies.0");
    assert_eq!(said(&answered), ["Hi"]);
    assert_eq!(answered.session.variables.values().map(ToString::to_string).collect::<Vec<_>>(), ["Help"]);
    assert_eq!(said(&chosen(&first, "first.quick_replies.0")), ["Helped.", "Hi"]);
}
