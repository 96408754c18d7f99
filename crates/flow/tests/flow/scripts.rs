//! A script that goes another way than written says where and how.

use subrosa_flow::script::{Outcome, play, read_script};

use crate::flows::program;

const NODES: &str = "\
first: { ask: { text: Your name?, into: name, then: order, otherwise: person } }
order: { look_up_order: { number: name, second: { email: name }, found: hi, not_found: hi, throttled: person } }
hi: { say: { text: 'Hello {{ name }}', quick_replies: [{ text: Person, then: person }] } }
person: { hand_over: { team: care } }";

fn outcomes(script: &str) -> Vec<Outcome> {
    let program = program("variables: { name: { kind: text } }\n", NODES);
    play(&program, &read_script(script.as_bytes()).expect("a script"))
}

/// How one conversation with these lines fails.
fn failure(lines: &str) -> String {
    let lines = lines.lines().map(|line| format!("      - {line}\n")).collect::<String>();
    let outcome = outcomes(&format!("conversations:\n  - name: One\n    lines:\n{lines}")).remove(0);
    let failure = outcome.failure.expect("it goes another way");
    format!("line {}\n{failure}", failure.line)
}

#[test]
fn the_difference_is_shown_where_it_is() {
    let all = [
        "customer: hey\nbot: Your name?\ncustomer: Ada\norder: not_found\nbot: Hello Bob",
        "customer: hey\ncustomer: Ada",
        "customer: hey\nbot: Your name?\nbot: More?",
        "customer: hey\nbot: Your name?\ncustomer: Ada\nbot: Hello Ada",
        "customer: hey\nbot: Your name?\nknowledge: unknown",
        "customer: hey\nbot: Your name?\ncustomer: Ada\nwebhook: failed",
        "customer: hey\nbot: Your name?\nchoose: Person",
        "customer: hey\nbot: Your name?\nattribute: { vip: true }",
        "customer: hey\nbot: Your name?\ncustomer: Ada\norder: not_found\nbot: { contains: Ada }\nchoose: Person\nhand_over: sales",
        "customer: hey",
    ];
    insta::assert_snapshot!(all.map(failure).join("\n"));
}

#[test]
fn what_goes_as_written_passes() {
    let script = "\
conversations:
  - name: By name
    lines:
      - customer: hey
      - bot: Your name?
      - customer: Ada
      - order: not_found
      - bot: { contains: Ada, choices: [Person] }
      - choose: Person
      - hand_over: care
  - name: Silent
    lines:
      - customer: hey
      - bot: Your name?
      - wait: 2d
      - ended: timed_out
";
    let outcomes = outcomes(script);
    assert_eq!(
        outcomes.iter().map(|outcome| (outcome.name.as_str(), outcome.line)).collect::<Vec<_>>(),
        [("By name", 2), ("Silent", 11)]
    );
    assert!(outcomes.iter().all(|outcome| outcome.failure.is_none()), "{outcomes:?}");
}

#[test]
fn what_is_no_script_has_its_line() {
    let error =
        read_script(b"conversations:\n  - name: One\n    lines:\n      - custmer: hi\n").expect_err("no script");
    assert_eq!(error.line, 4);
}
