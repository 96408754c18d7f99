//! Two versions, told apart.

use subrosa_flow::compare::compare;

use crate::flows;

const OLD: &str = "\
first: { say: { text: Hi, then: last } }
gone: { goto: last }
last: { end: {} }";

#[test]
fn what_changed_by_node_and_field() {
    let old = flows::flow("", OLD);
    let new = "\
first: { say: { text: Hello, quick_replies: [{ text: A, then: last }] } }
more: { goto: last }
last: { end: {} }";
    let changes = compare(&old, &flows::flow("idle: 2h\n", new));
    insta::assert_snapshot!(changes);
    let json = serde_json::to_string(&changes).expect("JSON");
    assert_eq!(serde_json::from_str::<subrosa_flow::compare::Changes>(&json).expect("changes"), changes);
}

#[test]
fn the_same_in_another_order() {
    let reversed = OLD.lines().rev().collect::<Vec<_>>().join("\n");
    let changes = compare(&flows::flow("", OLD), &flows::flow("", &reversed));
    assert!(changes.is_empty());
    assert_eq!(changes.to_string(), "the same");
}
