//! The text form.

use proptest::prelude::*;
use serde_json::json;
use subrosa_proto::segment::Rule;
use subrosa_segment::{check, parse, print};

use crate::any::rule;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_written_is_read_as_the_same(rule in rule()) {
        prop_assert_eq!(check(&rule), Ok(()));
        let text = print(&rule);
        prop_assert_eq!(parse(&text), Ok(rule.clone()), "{}", text);
        let json = serde_json::to_value(&rule).expect("JSON");
        prop_assert_eq!(serde_json::from_value::<Rule>(json).expect("a rule"), rule);
    }

    #[test]
    fn no_text_does_harm(text in r#"[a-z0-9 "()=<>,.\\-]{0,60}"#) {
        let _readable_or_not = parse(&text);
    }
}

#[test]
fn a_segment_reads_like_a_sentence() {
    let text = r#"consent offers and attribute tier in ("gold", "silver") and event "Product Viewed" times >= 2 in last 30 days where "category" = "Boots" and (orders spent EUR >= 200.00 in last 365 days or last order in last 30 days) and not event "Order Completed" in last 7 days"#;
    let rule = json!({"all": [
        {"consent": "offers"},
        {"attribute": {"name": "tier", "is": {"one_of": ["gold", "silver"]}}},
        {"event": {"name": "Product Viewed", "times": {"at_least": 2}, "within": {"last_days": 30},
            "where": [{"name": "category", "is": {"equal": "Boots"}}]}},
        {"any": [
            {"orders": {"figure": "spent", "is": {"at_least": 20_000}, "currency": "EUR", "within": {"last_days": 365}}},
            {"last_order": {"last_days": 30}},
        ]},
        {"not": {"event": {"name": "Order Completed", "within": {"last_days": 7}}}},
    ]});
    let rule: Rule = serde_json::from_value(rule).expect("a rule");
    assert_eq!(parse(text), Ok(rule.clone()));
    assert_eq!(print(&rule), text);
}

#[test]
fn and_binds_before_or() {
    let read = |text: &str| parse(text).map(|rule| print(&rule));
    let said = Ok("consent a or (consent b and consent c)".to_owned());
    assert_eq!(read("consent a or consent b and consent c"), said);
    assert_eq!(read(" (( consent a )) or ((consent b) and consent c)"), said);
    assert_eq!(read("not not everyone"), Ok("not not everyone".to_owned()));
}

#[test]
fn what_cannot_be_read_is_told_with_its_place() {
    for (text, at, part) in [
        ("", 0, "`everyone` or"),
        ("consent", 7, "a topic's name"),
        ("consent offers consent news", 15, "`and`, `or`, or the end"),
        ("attribute tier", 14, "`contains`"),
        ("attribute tier = gold", 17, "a text in quotes"),
        ("attribute tier = \"gold", 17, "has no end"),
        ("attribute tier in ()", 19, "a text in quotes"),
        ("orders spent >= 20", 13, "a currency"),
        ("orders spent EUR >= 20.001", 20, "an amount of EUR"),
        ("orders spent JPY >= 20.5", 20, "an amount of JPY"),
        ("orders spent EUR >= 99999999999999999999", 20, "an amount of EUR"),
        ("(consent offers", 15, "`)`"),
        ("consent offers; drop", 14, "`;`"),
        ("event \"Viewed\" in last 30", 25, "`days`"),
        ("event \"Viewed\" in last 99999999999 days", 23, "a number of days"),
        ("segment cmp_0000000000001", 8, "a segment's id"),
    ] {
        let wrong = parse(text).expect_err("not readable");
        assert!(wrong.at == at && wrong.why.contains(part), "{text}: {wrong}");
    }
}

#[test]
fn what_is_deep_or_long_comes_to_an_end() {
    let deep = format!("{}consent offers{}", "(".repeat(40_000 / 2), ")".repeat(40_000 / 2));
    assert!(parse(&deep).expect_err("too deep").why.contains("less deep"));
    assert!(parse(&"not ".repeat(10_000)).expect_err("too deep").why.contains("less deep"));
    assert!(parse(&"a".repeat(50_001)).expect_err("too long").why.contains("50000"));
}
