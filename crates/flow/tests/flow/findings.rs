//! Each rule finds what it is for, at its place, and sound flows have no findings.

use std::collections::BTreeSet;

use subrosa_flow::lint::Code;
use subrosa_flow::{Finding, lint, read_flow};

use crate::flows;

/// The findings of a flow, one a line.
fn found(more: &str, nodes: &str) -> String {
    let text = flows::text(more, nodes);
    let (flow, places) = read_flow(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let line = |finding: &Finding| format!("{} {finding}", finding.place.line.expect("a line"));
    lint(&flow, &places).iter().map(line).collect::<Vec<_>>().join("\n")
}

const PERSON: &str = "person: { hand_over: {} }";

fn with_person(nodes: &str) -> String {
    format!("{nodes}\n{PERSON}")
}

#[test]
fn a_sound_flow() {
    let nodes = "first: { say: { text: Hi, quick_replies: [{ text: Person, then: person }] } }";
    assert_eq!(found("", &with_person(nodes)), "");
}

#[test]
fn ways_that_lead_nowhere() {
    let nodes = "\
first: { say: { text: Hi, then: person, buttons: [{ text: A, then: nowhere }, { text: B }] } }
alone: { say: { text: Hi } }
mixed: { say: { text: Hi, then: person, quick_replies: [{ text: A, then: mixed }] } }";
    insta::assert_snapshot!(found("menu: [{ text: M, then: gone }]\n", &with_person(nodes)));
}

#[test]
fn comments_on_nodes_that_are_not_there() {
    let nodes = "first: { say: { text: Hi, quick_replies: [{ text: Person, then: person }] } }";
    let more = "comments: { first: Says who it is, gone: Was asked once }\n";
    let expected = "6 warning[comment-without-node] comments.gone: there is no node `gone`";
    assert_eq!(found(more, &with_person(nodes)), expected);
}

#[test]
fn circles_without_the_customer() {
    let nodes = "\
first: { goto: second }
second: { webhook: { url: 'https://example.com', then: third, fallback: person } }
third: { say: { text: Again, then: first } }
slow: { wait: { for: 1h, then: slow } }";
    insta::assert_snapshot!(found("menu: [{ text: M, then: slow }]\n", &with_person(nodes)));
}

#[test]
fn chains_longer_than_one_input_may_go() {
    let mut nodes = "first: { goto: n1 }".to_owned();
    for index in 1..60 {
        nodes.push_str(&format!("\nn{index}: {{ goto: n{} }}", index + 1));
    }
    nodes.push_str("\nn60: { hand_over: {} }");
    assert_eq!(
        found("", &nodes),
        "17 error[chain-too-long] n10: from `n10` one input leads through more than 50 nodes"
    );
}

#[test]
fn values_that_are_not_there() {
    let variables = "\
variables:
  order: { kind: text }
  size: { kind: number, default: large }
  pick: { kind: choice }
  late: { kind: text }
  known: { kind: text, default: x, choices: [{ value: a }, { value: a }] }
";
    let nodes = "\
first: { say: { text: 'Hi {{ nobody }} {{ contact.name }} {{ late }} {{ known }} {{ order.status }}', then: ask } }
ask: { ask: { text: 'Hm?', into: late, then: read, otherwise: read } }
read: { set: { variables: { size: many, gone: 1 }, attributes: { note: '{{ late }}' }, then: check } }
check: { condition: { if: { any: [
  { compare: { value: late, is: set } }, { compare: { value: gone.x, is: equal, to: 1 } },
  { compare: { value: known, is: one_of, to: 1 } } ] }, then: person, otherwise: person } }";
    insta::assert_snapshot!(found(variables, &with_person(nodes)));
}

#[test]
fn texts_that_cant_be_shown() {
    let long = "x".repeat(21);
    let nodes = format!(
        "\
first: {{ say: {{ text: ' ', then: braces, buttons: [{{ text: {long}, then: person }}] }} }}
braces: {{ say: {{ text: '{{{{ a + b }}}}', image: 'http://example.com/a.png', then: person }} }}
hook: {{ webhook: {{ url: 'https://{{{{ message }}}}.example.com', then: person }} }}"
    );
    insta::assert_snapshot!(found("menu: [{ text: M, then: hook }]\n", &with_person(&nodes)));
}

#[test]
fn too_much_of_anything() {
    let replies = (0..14).map(|index| format!("{{ text: R{index}, then: person }}")).collect::<Vec<_>>().join(", ");
    let nodes = format!(
        "\
first: {{ say: {{ text: Hi, quick_replies: [{replies}] }} }}
slow: {{ wait: {{ for: 31d, then: person }} }}
hook: {{ webhook: {{ url: 'https://example.com', timeout: 11s, then: person, fallback: person }} }}"
    );
    let more = "idle: 0s\nice_breakers: [{ text: A, then: slow }, { text: B, then: hook }, { text: C, then: hook }, \
                { text: D, then: hook }, { text: E, then: hook }]\n";
    insta::assert_snapshot!(found(more, &with_person(&nodes)));
}

#[test]
fn words_that_lead_to_two_nodes() {
    let nodes = "first: { say: { text: Hi, quick_replies: [{ text: Person, then: person }] } }";
    let text = flows::text("", &with_person(nodes)).replace(
        "triggers: { always: true }",
        "triggers: { keywords: [{ words: [Café, '…'], then: first }, { words: [cafe], then: person }], intents: \
         [{ name: a, examples: [], then: first }, { name: a, examples: [hi], then: first }] }",
    );
    let (flow, places) = read_flow(text.as_bytes()).expect("a flow");
    let codes: Vec<_> = lint(&flow, &places).iter().map(Finding::to_string).collect();
    insta::assert_snapshot!(codes.join("\n"));
}

#[test]
fn bots_without_a_way_out() {
    insta::assert_snapshot!(found("", "first: { say: { text: Hi, quick_replies: [{ text: Again, then: first }] } }"));
    let nodes = "\
first: { say: { text: Hi, quick_replies: [{ text: Stay, then: trap }, { text: Person, then: person }] } }
trap: { say: { text: Ha, quick_replies: [{ text: Again, then: trap }] } }";
    insta::assert_snapshot!(found("", &with_person(nodes)));
}

#[test]
fn every_code_is_told_apart() {
    let codes: BTreeSet<&str> = Code::ALL.iter().map(|code| code.code()).collect();
    assert_eq!(codes.len(), Code::ALL.len());
    assert!(Code::ALL.iter().all(|code| !code.hint().ends_with('.')));
}
