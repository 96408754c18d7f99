//! Whether conditions hold.

use subrosa_proto::contact::AttributeValue;
use subrosa_proto::rule::{AttributeTest, RuleCondition};
use subrosa_words::{fold, words};

use crate::facts::Facts;

/// Whether a condition holds. Without one, it does.
#[must_use]
pub fn holds(condition: Option<&RuleCondition>, facts: &Facts) -> bool {
    condition.is_none_or(|condition| one(condition, facts))
}

fn one(condition: &RuleCondition, facts: &Facts) -> bool {
    match condition {
        RuleCondition::All { of } => of.iter().all(|inner| one(inner, facts)),
        RuleCondition::Any { of } => of.iter().any(|inner| one(inner, facts)),
        RuleCondition::Not { that } => !one(that, facts),
        RuleCondition::Status { among } => among.contains(&facts.status),
        RuleCondition::Priority { among } => among.contains(&facts.priority),
        RuleCondition::Label { label } => facts.labels.contains(label),
        RuleCondition::Assignee { account } => facts.assignee == *account,
        RuleCondition::Words { any } => any.iter().any(|phrase| has_phrase(&facts.words, &words(phrase))),
        RuleCondition::Attribute { attribute, is, value } => {
            let known = facts.attributes.get(attribute);
            known.is_some_and(|known| is_as(known, *is, value.as_ref()))
        }
        RuleCondition::OpenHours {} => facts.is_open,
        RuleCondition::HasOrder {} => facts.orders.iter().any(|totals| totals.orders > 0),
        RuleCondition::Spent { currency, at_least } => {
            facts.orders.iter().any(|totals| totals.currency == *currency && totals.value >= *at_least)
        }
        RuleCondition::Waiting { minutes } => {
            let long = 60 * i64::from(*minutes);
            facts.waiting_since.is_some_and(|since| since.plus_seconds(long) <= facts.now)
        }
    }
}

/// Whether words stand in a text one behind the other.
fn has_phrase(text: &[String], phrase: &[String]) -> bool {
    !phrase.is_empty() && text.windows(phrase.len()).any(|part| part == phrase)
}

fn is_as(known: &AttributeValue, is: AttributeTest, value: Option<&AttributeValue>) -> bool {
    use AttributeValue::{Number, Text, YesNo};

    match (is, known, value) {
        (AttributeTest::Known, ..) => true,
        (AttributeTest::Equal, YesNo(known), Some(YesNo(value))) => known == value,
        (AttributeTest::Equal, Text(known), Some(Text(value))) => fold(known) == fold(value),
        (AttributeTest::Contains, Text(known), Some(Text(value))) => fold(known).contains(&fold(value)),
        // Days as they are written are in the order of their letters.
        (AttributeTest::Less, Text(known), Some(Text(value))) => known < value,
        (AttributeTest::More, Text(known), Some(Text(value))) => known > value,
        (test, Number(known), Some(Number(value))) => {
            let (Some(known), Some(value)) = (known.as_f64(), value.as_f64()) else { return false };
            match test {
                AttributeTest::Less => known < value,
                AttributeTest::More => known > value,
                _ => (known - value).abs() < f64::EPSILON,
            }
        }
        // The attribute is of another kind than when the rule was written.
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use subrosa_proto::Timestamp;
    use subrosa_proto::order::OrderTotals;
    use subrosa_proto::ticket::{Priority, TicketStatus};

    use super::*;

    fn facts() -> Facts {
        Facts {
            now: Timestamp::from_microseconds(3_600_000_000),
            status: TicketStatus::Open,
            status_since: None,
            priority: Priority::High,
            labels: vec!["late".to_owned()],
            assignee: None,
            waiting_since: Some(Timestamp::from_microseconds(0)),
            words: words("Wo bleibt mein GELD zurück?"),
            attributes: [
                ("tier", json!("Gold")),
                ("orders", json!(7)),
                ("vip", json!(true)),
                ("born", json!("1990-05-01")),
            ]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), serde_json::from_value(value).expect("a value")))
            .collect(),
            orders: vec![OrderTotals {
                currency: "EUR".to_owned(),
                orders: 1,
                paid: 5_000,
                refunded: 1_000,
                value: 4_000,
            }],
            is_open: false,
        }
    }

    fn is(condition: serde_json::Value) -> bool {
        holds(Some(&serde_json::from_value(condition).expect("a condition")), &facts())
    }

    #[test]
    fn each_condition_looks_at_what_it_says() {
        for (expected, condition) in [
            (true, json!({"kind": "status", "among": ["open", "pending"]})),
            (false, json!({"kind": "status", "among": ["resolved"]})),
            (true, json!({"kind": "priority", "among": ["high"]})),
            (true, json!({"kind": "label", "label": "late"})),
            (false, json!({"kind": "label", "label": "vip"})),
            (true, json!({"kind": "assignee"})),
            (false, json!({"kind": "assignee", "account": "acc_0000000000001"})),
            (true, json!({"kind": "words", "any": ["refund", "geld zuruck"]})),
            (false, json!({"kind": "words", "any": ["gel", "zurück geld", "…"]})),
            (true, json!({"kind": "attribute", "attribute": "tier", "is": "equal", "value": "gold"})),
            (true, json!({"kind": "attribute", "attribute": "tier", "is": "contains", "value": "OL"})),
            (true, json!({"kind": "attribute", "attribute": "vip", "is": "equal", "value": true})),
            (true, json!({"kind": "attribute", "attribute": "orders", "is": "more", "value": 6.5})),
            (false, json!({"kind": "attribute", "attribute": "orders", "is": "less", "value": 7})),
            (true, json!({"kind": "attribute", "attribute": "born", "is": "less", "value": "2000-01-01"})),
            (true, json!({"kind": "attribute", "attribute": "born", "is": "known"})),
            (false, json!({"kind": "attribute", "attribute": "nothing", "is": "known"})),
            (false, json!({"kind": "attribute", "attribute": "tier", "is": "equal", "value": 7})),
            (false, json!({"kind": "open_hours"})),
            (true, json!({"kind": "has_order"})),
            (true, json!({"kind": "spent", "currency": "EUR", "at_least": 4_000})),
            (false, json!({"kind": "spent", "currency": "EUR", "at_least": 4_001})),
            (false, json!({"kind": "spent", "currency": "USD", "at_least": 0})),
            (true, json!({"kind": "waiting", "minutes": 60})),
            (false, json!({"kind": "waiting", "minutes": 61})),
        ] {
            assert_eq!(is(condition.clone()), expected, "{condition}");
        }
    }

    #[test]
    fn a_tree_is_all_any_and_not() {
        let (yes, no) = (json!({"kind": "has_order"}), json!({"kind": "open_hours"}));
        assert!(is(json!({"kind": "not", "that": no})) && !is(json!({"kind": "not", "that": yes})));
        assert!(is(json!({"kind": "any", "of": [no, yes]})) && !is(json!({"kind": "all", "of": [no, yes]})));
        assert!(holds(None, &facts()));
    }
}
