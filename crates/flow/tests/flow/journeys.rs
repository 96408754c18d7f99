//! Journeys of campaigns: they begin by themselves, send messages of the campaign, wait and look what came of them.

use std::collections::BTreeSet;

use subrosa_flow::engine::{self, Act, Ending, Facts, Input, PromotionResult, Refusal, Session, Standing, Step};
use subrosa_flow::lint::Code;
use subrosa_flow::{FlowVersion, Program, Scalar, lint, lint_journey, read_flow};

use crate::flows;

const REMINDED: &str = "\
first: { wait: { for: 2d, then: asked } }
asked: { condition: { if: { compare: { value: campaign.seen, is: equal, to: true } }, then: over, otherwise: remind } }
remind: { promote: { message: reminder, then: last, skipped: over } }
last: { wait: { for: 1d, then: over } }
over: { end: {} }";

fn source(more: &str, nodes: &str) -> String {
    flows::text(more, nodes).replace("triggers: { always: true }\n", "")
}

fn names(messages: &[&str]) -> BTreeSet<String> {
    messages.iter().map(|name| (*name).to_owned()).collect()
}

fn journey(nodes: &str) -> Program {
    let (flow, _) = read_flow(source("", nodes).as_bytes()).expect("a flow");
    let version = FlowVersion { flow: "campaign".to_owned(), version: 1 };
    Program::journey(flow, version, &names(&["reminder"])).unwrap_or_else(|findings| panic!("{findings:#?}"))
}

fn seen(seen: bool) -> Facts {
    Facts { campaign: [("seen".parse().expect("a name"), Scalar::YesNo(seen))].into(), ..flows::facts() }
}

fn rung(program: &Program, session: &Session, facts: &Facts) -> Step {
    engine::resume(program, session, &Input::Timer(session.timer.clone()), facts).expect("it rings")
}

/// The message that a step asks for, with its key.
fn asked(step: &Step) -> Option<(String, String)> {
    step.actions.iter().find_map(|action| match &action.act {
        Act::Promote { message } => Some((message.to_string(), action.key.clone())),
        _ => None,
    })
}

fn is_over(step: &Step) -> bool {
    step.session.standing == Standing::Over
        && step.actions.iter().any(|action| action.act == Act::Ended(Ending::Finished))
}

#[test]
fn a_journey_waits_looks_and_sends() {
    let program = journey(REMINDED);
    let begun = engine::begin(&program, "c.1.0", &flows::facts());
    let [action] = &begun.actions[..] else { panic!("{:?}", begun.actions) };
    assert_eq!(action.act, Act::WaitUntil { at: flows::facts().now.plus_seconds(2 * 24 * 60 * 60) });
    assert!(is_over(&rung(&program, &begun.session, &seen(true))), "whoever read it gets no other");
    let sends = rung(&program, &begun.session, &seen(false));
    let (message, key) = asked(&sends).expect("a message");
    assert_eq!((message.as_str(), sends.actions.len()), ("reminder", 1), "no timer: it waits for what comes of it");
    assert_eq!(sends.session.timer, "");
    let result = |result| engine::resume(&program, &sends.session, &Input::Promoted(key.clone(), result), &seen(false));
    assert!(is_over(&result(PromotionResult::Skipped).expect("it goes on")));
    let sent = result(PromotionResult::Sent).expect("it goes on");
    let twice =
        engine::resume(&program, &sent.session, &Input::Promoted(key.clone(), PromotionResult::Sent), &seen(false));
    assert_eq!(twice, Err(Refusal::Stale), "what is told twice counts once");
    assert!(is_over(&rung(&program, &sent.session, &seen(false))));
    assert_eq!(sends, rung(&program, &begun.session, &seen(false)), "the same step is the same each time");
}

#[test]
fn what_is_skipped_goes_on_as_if_sent_unless_said() {
    let program = journey("first: { promote: { message: reminder, then: over } }\nover: { end: {} }");
    let begun = engine::begin(&program, "s", &flows::facts());
    let (_, key) = asked(&begun).expect("a message");
    let skipped = Input::Promoted(key, PromotionResult::Skipped);
    assert!(is_over(&engine::resume(&program, &begun.session, &skipped, &flows::facts()).expect("it goes on")));
}

#[test]
fn texts_and_conditions_read_what_came_of_the_campaign() {
    let nodes = "\
first: { set: { variables: { saw: '{{ campaign.seen }} {{ campaign.variant }}' }, then: asked } }
asked: { condition: { if: { compare: { value: saw, is: equal, to: 'true 2' } }, then: send, otherwise: over } }
send: { promote: { message: reminder, then: over } }
over: { end: {} }";
    let (flow, _) = read_flow(source("variables: { saw: { kind: text } }\n", nodes).as_bytes()).expect("a flow");
    let version = FlowVersion { flow: "campaign".to_owned(), version: 1 };
    let program = Program::journey(flow, version, &names(&["reminder"])).expect("sound");
    let two = Scalar::Number("2".parse().expect("a number"));
    let mut facts = seen(true);
    facts.campaign.insert("variant".parse().expect("a name"), two);
    assert!(asked(&engine::begin(&program, "s", &facts)).is_some());
}

/// The codes and places of a journey's findings.
fn found(more: &str, nodes: &str, messages: &[&str]) -> Vec<String> {
    let (flow, places) = read_flow(source(more, nodes).as_bytes()).expect("a flow");
    let findings = lint_journey(&flow, &places, &names(messages));
    findings.iter().map(|finding| format!("{} {}", finding.code.code(), finding.place)).collect()
}

#[test]
fn a_sound_journey_has_no_findings() {
    assert_eq!(found("", REMINDED, &["reminder"]), [""; 0]);
}

#[test]
fn what_journeys_do_not_do_is_found() {
    let nodes = "\
first: { say: { text: Hi, then: wait } }
wait: { wait: { for: 1d, reply: person, then: send } }
send: { promote: { message: gone, then: person } }
person: { hand_over: {} }";
    let wanted = [
        "not-in-journeys menu",
        "not-in-journeys first",
        "not-in-journeys wait.reply",
        "unknown-message send.message",
        "not-in-journeys person",
        "unsent-message nodes",
    ];
    let mut found = found("menu: [{ text: M, then: person }]\n", nodes, &["reminder"]);
    found.sort();
    let mut wanted = wanted.map(str::to_owned);
    wanted.sort();
    assert_eq!(found, wanted);
}

#[test]
fn a_journey_goes_not_round_without_a_wait() {
    let nodes = "first: { promote: { message: a, then: again } }\nagain: { goto: first }";
    assert_eq!(found("", nodes, &["a"]), ["dead-end first", "dead-end again", "loop-without-customer again"]);
    let nodes = "first: { promote: { message: a, then: again } }\nagain: { wait: { for: 1d, then: first } }";
    assert_eq!(found("", nodes, &["a"]), [""; 0]);
}

#[test]
fn only_journeys_know_their_campaign() {
    let nodes = "first: { condition: { if: { compare: { value: campaign.liked, is: set } }, then: over, otherwise: over } }\nover: { end: {} }";
    assert_eq!(found("", nodes, &[]), ["unknown-value first.if"]);
    let nodes = nodes.replace("liked", "seen");
    assert_eq!(found("", &nodes, &[]), [""; 0]);
    assert_eq!(found("variables: { campaign: { kind: text } }\n", &nodes, &[]), ["reserved-name variables.campaign"]);
    let (bot, places) = read_flow(flows::text("", &nodes).as_bytes()).expect("a flow");
    assert!(lint(&bot, &places).iter().any(|finding| finding.code == Code::UnknownValue));
}

#[test]
fn no_bot_sends_messages_of_campaigns() {
    let (bot, places) = read_flow(flows::text("", REMINDED).as_bytes()).expect("a flow");
    let codes: Vec<Code> = lint(&bot, &places).iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&Code::OnlyInJourneys), "{codes:?}");
    assert!(Program::new(bot, FlowVersion { flow: "bot".to_owned(), version: 1 }).is_err());
}
