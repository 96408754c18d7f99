//! What may be kept.

use serde_json::{Value, json};
use subrosa_proto::segment::Rule;
use subrosa_segment::check;

fn wrong(rule: Value) -> String {
    let rule: Rule = serde_json::from_value(rule).expect("a rule");
    check(&rule).expect_err("not to be kept").to_string()
}

#[test]
fn what_has_no_sense_is_told_with_its_place() {
    for (rule, place, what) in [
        (json!({"attribute": {"name": "Tier", "is": {"known": true}}}), "attribute.name", "lower-case"),
        (json!({"attribute": {"name": "tier", "is": {"more_than": "gold"}}}), "attribute.is", "a number"),
        (json!({"attribute": {"name": "tier", "is": {"one_of": []}}}), "attribute.is", "1 to 1000 values"),
        (json!({"attribute": {"name": "born", "is": {"returns_in_days": 366}}}), "attribute.is", "365"),
        (json!({"consent": "two words"}), "consent", "lower-case"),
        (json!({"event": {"name": " "}}), "event.name", "characters"),
        (json!({"event": {"name": "Viewed", "times": {}}}), "event.times", "at least"),
        (json!({"event": {"name": "Viewed", "times": {"at_least": 3, "at_most": 2}}}), "event.times", "no number"),
        (json!({"event": {"name": "Viewed", "within": {"last_days": 0}}}), "event.within", "days"),
        (
            json!({"event": {"name": "Viewed", "within": {"between": ["2026-02-30", "2026-03-01"]}}}),
            "event.within",
            "a day",
        ),
        (
            json!({"event": {"name": "Viewed", "within": {"between": ["2026-03-02", "2026-03-01"]}}}),
            "event.within",
            "not after",
        ),
        (
            json!({"event": {"name": "Viewed", "where": [{"name": "a..b", "is": {"known": true}}]}}),
            "event.where.0.name",
            "points",
        ),
        (json!({"orders": {"figure": "spent", "is": {"at_least": 1}}}), "orders.currency", "which currency"),
        (json!({"orders": {"figure": "count", "is": {"at_least": -1}}}), "orders.is", "0 to"),
        (json!({"standing": {}}), "standing", "recency"),
        (json!({"standing": {"money": {"at_least": 6}}}), "standing", "fifths"),
        (
            json!({"not": {"all": [{"consent": "a"}, {"any": [{"last_order": {"before": "yesterday"}}]}]}}),
            "not.all.1.any.0.last_order",
            "a day",
        ),
    ] {
        let told = wrong(rule.clone());
        assert!(told.starts_with(&format!("{place}: ")) && told.contains(what), "{rule}: {told}");
    }
}

#[test]
fn rules_are_bounded() {
    let leaf = || Rule::Consent("offers".to_owned());
    let deep = (0..40).fold(leaf(), |rule, _| Rule::Not(Box::new(rule)));
    assert!(check(&deep).expect_err("too deep").to_string().ends_with("at most 12 deep"));
    let wide = Rule::Any((0..200).map(|_| leaf()).collect());
    assert!(check(&wide).expect_err("too many").to_string().ends_with("at most 200 conditions"));
    let fits = (0..11).fold(leaf(), |rule, _| Rule::Not(Box::new(rule)));
    assert_eq!(check(&fits), Ok(()));
    let values: Vec<Value> = (0..10_000).map(Value::from).collect();
    assert!(wrong(json!({"attribute": {"name": "size", "is": {"one_of": values}}})).contains("1 to 1000 values"));
}
