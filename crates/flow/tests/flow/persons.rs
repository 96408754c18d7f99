//! A person is always within reach: asked for in any language, and offered when nothing fits.

use subrosa_flow::Name;
use subrosa_flow::engine::{self, Act, Input, Packet, Reason, Step};

use crate::flows::{answer, begin, facts, program, said, text_input};

const NODES: &str = "\
first: { say: { text: Hi, quick_replies: [{ text: Ask, then: ask }, { text: Look, then: look }] } }
ask: { ask: { text: What?, into: what, then: first, otherwise: first } }
look: { webhook: { url: 'https://example.com', then: first, fallback: first } }
wait: { wait: { for: 1h, then: first } }";
const MORE: &str = "fallback: { team: care }\nvariables: { what: { kind: text } }\nmenu: [{ text: W, then: wait }]\n";

fn packet(step: &Step) -> Option<&Packet> {
    step.actions.iter().find_map(|action| match &action.act {
        Act::HandOver(packet) => Some(packet.as_ref()),
        _ => None,
    })
}

#[test]
fn wherever_the_bot_stands() {
    let program = program(MORE, NODES);
    let first = begin(&program, "hi");
    let after = |id: &str| answer(&program, &first.session, &Input::Chosen(id.to_owned()));
    let stands = [after("first.quick_replies.0"), after("first.quick_replies.1"), after(":menu.0"), first.clone()];
    for stand in stands {
        for words in ["I want to talk to a person", "quiero hablar con una persona", "mit einem Menschen bitte", "موظف"]
        {
            let step = answer(&program, &stand.session, &text_input(words));
            let packet = packet(&step).expect("people take over");
            assert_eq!((packet.reason, packet.message.as_str()), (Reason::Asked, words));
            assert_eq!(packet.team.as_ref().map(Name::as_str), Some("care"));
        }
    }
    let at_once = begin(&program, "agent");
    assert_eq!(packet(&at_once).map(|packet| packet.reason), Some(Reason::Asked));
}

#[test]
fn words_that_nothing_fits_lead_to_a_person_in_two_stages() {
    let program = program(MORE, NODES);
    let mut step = begin(&program, "hi");
    step = answer(&program, &step.session, &text_input("purple"));
    assert!(said(&step)[0].starts_with("Sorry, I did not understand"));
    step = answer(&program, &step.session, &text_input("green"));
    assert!(said(&step)[0].contains("Shall I get a person"));
    let ask = |text: &str| answer(&program, &step.session, &text_input(text));
    assert_eq!(packet(&ask("yes")).map(|packet| packet.reason), Some(Reason::Asked));
    assert_eq!(packet(&ask("2")).map(|packet| packet.reason), None, "the second choice");
    assert_eq!(packet(&ask("3")).map(|packet| packet.reason), Some(Reason::NotUnderstood));
    assert_eq!(packet(&ask("blue")).map(|packet| packet.reason), Some(Reason::NotUnderstood));
    assert_eq!(said(&ask("no")), ["Hi"]);
    let tapped = answer(&program, &step.session, &Input::Chosen(":person".to_owned()));
    assert_eq!(packet(&tapped).map(|packet| packet.reason), Some(Reason::Asked));
    // Words that fit begin the count anew.
    let asked = ask("Ask");
    assert_eq!((said(&asked), asked.session.misses), (vec!["What?"], 0));
}

#[test]
fn only_what_a_flow_waits_for_starts_it() {
    let quiet = program("menu: [{ text: W, then: wait }]\nvariables: { what: { kind: text } }\n", NODES);
    let text = |flow: &subrosa_flow::Program, text: &str| engine::start(flow, "s", &text_input(text), &facts());
    assert!(text(&quiet, "hi").is_some());
    let mut flow = quiet.flow().clone();
    flow.triggers.always = false;
    flow.triggers.keywords =
        vec![serde_json::from_str(r#"{"words": ["Öffnungszeiten"], "then": "first"}"#).expect("keywords")];
    flow.triggers.intents = vec![
        serde_json::from_str(r#"{"name": "order", "examples": ["where is my order"], "then": "ask"}"#)
            .expect("an intent"),
    ];
    let quiet = crate::flows::ready(flow);
    assert!(text(&quiet, "hi").is_none());
    assert_eq!(said(&text(&quiet, "Eure ÖFFNUNGSZEITEN?").expect("begun")), ["Hi"]);
    let step = text(&quiet, "hey, where is my oder").expect("begun");
    assert_eq!((said(&step), step.session.intent.as_ref().map(Name::as_str)), (vec!["What?"], Some("order")));
    assert!(engine::start(&quiet, "s", &Input::Chosen(":menu.0".to_owned()), &facts()).is_some());
    assert!(engine::start(&quiet, "s", &Input::Timer("t".to_owned()), &facts()).is_none());
}
