//! A consent is given by a yes to the question that was shown, and by nothing else.

use subrosa_flow::engine::{self, Act, Facts, Input, Reason, Stance, Step};
use subrosa_flow::script::{play, read_script};
use subrosa_flow::{Program, Scalar, lint_topics, read_flow};

use crate::flows::{begin, facts, program, said, text, text_input};

const NODES: &str = "\
first: { ask: { text: Your name?, into: name, then: news, otherwise: person } }
news: { consent: { topic: offers, text: 'May we write to you, {{ name }}?', agreed: thanks, declined: fine } }
thanks: { say: { text: Thank you., then: again } }
fine: { say: { text: As you like., then: over } }
again: { consent: { topic: offers, text: Really?, agreed: over, declined: person } }
over: { end: {} }
person: { hand_over: {} }";
const VARIABLES: &str = "variables: { name: { kind: text } }\n";

fn agreed(step: &Step) -> Vec<(&str, &str)> {
    let found = step.actions.iter().filter_map(|action| match &action.act {
        Act::Agreed { topic, text } => Some((topic.as_str(), text.as_str())),
        _ => None,
    });
    found.collect()
}

/// The session at the question for a consent.
fn asked(program: &Program) -> Step {
    crate::flows::answer(program, &begin(program, "hi").session, &text_input("Ada"))
}

fn with(stance: Stance) -> Facts {
    Facts { consents: [("offers".parse().expect("a name"), stance)].into(), ..facts() }
}

#[test]
fn a_yes_keeps_the_words_that_were_shown() {
    let program = program(VARIABLES, NODES);
    let asked = asked(&program);
    assert_eq!(said(&asked), ["May we write to you, Ada?"]);
    let by = |input: &Input| crate::flows::answer(&program, &asked.session, input);
    for yes in [text_input("Yes"), text_input("sure"), Input::Chosen("news.choices.0".to_owned())] {
        let step = by(&yes);
        assert_eq!(agreed(&step), [("offers", "May we write to you, Ada?")], "{yes:?}");
        // What was just agreed to is not asked for again.
        assert_eq!(said(&step), ["Thank you."], "{yes:?}");
    }
    for no in [text_input("no"), Input::Chosen("news.choices.1".to_owned())] {
        let step = by(&no);
        assert!(agreed(&step).is_empty() && said(&step) == ["As you like."], "{no:?}");
    }
}

#[test]
fn nothing_but_yes_is_a_yes() {
    let program = program(VARIABLES, NODES);
    let mut step = asked(&program);
    for input in [text_input("what for?"), Input::Chosen("other.choices.0".to_owned())] {
        step = crate::flows::answer(&program, &step.session, &input);
        assert_eq!((said(&step), agreed(&step)), (vec!["Please choose one of these."], vec![]));
    }
    let late = crate::flows::answer(&program, &step.session, &text_input("yes"));
    assert_eq!(agreed(&late), [("offers", "May we write to you, Ada?")], "asked again, the question is the same");
    let given_up = crate::flows::answer(&program, &step.session, &text_input("hm"));
    assert!(agreed(&given_up).is_empty() && said(&given_up) == ["As you like."]);
    // A tap on an old question, while another is asked, is none to this.
    let early =
        crate::flows::answer(&program, &begin(&program, "hi").session, &Input::Chosen("news.choices.0".to_owned()));
    assert!(agreed(&early).is_empty());
}

#[test]
fn who_has_said_so_is_not_asked() {
    let program = program(VARIABLES, NODES);
    let first = begin(&program, "hi");
    let next = |facts: &Facts, step: &Step, text: &str| {
        engine::resume(&program, &step.session, &text_input(text), facts).expect("the session takes it")
    };
    assert_eq!(said(&next(&with(Stance::Given), &first, "Ada")), ["Thank you."]);
    assert_eq!(said(&next(&with(Stance::Closed), &first, "Ada")), ["As you like."]);
    // Withdrawn, or given elsewhere, while the bot was asking.
    let asked = asked(&program);
    for (stance, words) in [(Stance::Given, "Thank you."), (Stance::Closed, "As you like.")] {
        let step = next(&with(stance), &asked, "yes");
        assert!(agreed(&step).is_empty() && said(&step) == [words]);
    }
}

#[test]
fn a_question_that_shows_nothing_is_not_asked() {
    let nodes = "\
first: { consent: { topic: offers, text: '{{ contact.pitch }}', agreed: over, declined: over } }
over: { end: {} }";
    let program = program("", nodes);
    let step = begin(&program, "hi");
    let packet = step.actions.iter().find_map(|action| match &action.act {
        Act::HandOver(packet) => Some(packet.reason),
        _ => None,
    });
    assert_eq!(packet, Some(Reason::Failed));
    let pitch = Facts { contact: [("pitch".parse().expect("a name"), Scalar::text("Yes?"))].into(), ..facts() };
    let step = engine::start(&program, "s", &text_input("hi"), &pitch).expect("the bot begins");
    assert_eq!(said(&step), ["Yes?"]);
}

#[test]
fn scripts_say_who_agrees() {
    let script = "\
conversations:
  - name: Agrees
    lines:
      - customer: hi
      - bot: Your name?
      - customer: Ada
      - bot: { contains: 'write to you, Ada', choices: ['Yes', 'No'] }
      - choose: 'Yes'
      - agreed: offers
      - bot: Thank you.
      - ended: finished
  - name: Agreed before
    consents: { offers: given }
    lines:
      - customer: hi
      - bot: Your name?
      - customer: Ada
      - bot: Thank you.
  - name: Agrees to nothing
    lines:
      - customer: hi
      - bot: Your name?
      - customer: Ada
      - bot: { contains: write }
      - choose: 'No'
      - bot: As you like.
      - agreed: offers
";
    let program = program(VARIABLES, NODES);
    let outcomes = play(&program, &read_script(script.as_bytes()).expect("a script"));
    let failures: Vec<_> =
        outcomes.iter().map(|outcome| outcome.failure.as_ref().map(|one| one.expected.as_str())).collect();
    assert_eq!(failures, [None, None, Some("agreed: offers")]);
}

#[test]
fn topics_that_the_brand_does_not_have_are_errors() {
    let source = text(VARIABLES, NODES);
    let (flow, places) = read_flow(source.as_bytes()).expect("a flow");
    let lines = |known: &[&str]| {
        let known = known.iter().map(|name| (*name).to_owned()).collect();
        lint_topics(&flow, &places, &known).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(lines(&["offers"]), [""; 0]);
    assert_eq!(
        lines(&["news"]),
        ["again", "news"].map(|node| {
            format!("error[unknown-topic] {node}.topic: the brand asks nobody for a consent to `offers`")
        })
    );
}

#[test]
fn circles_that_nobody_is_asked_in_are_found() {
    let nodes = "\
first: { consent: { topic: offers, text: May we?, agreed: person, declined: first } }
person: { hand_over: {} }";
    let (flow, places) = read_flow(text("", nodes).as_bytes()).expect("a flow");
    let codes: Vec<_> = subrosa_flow::lint(&flow, &places).iter().map(|finding| finding.code.code()).collect();
    assert_eq!(codes, ["loop-without-customer"]);
}
