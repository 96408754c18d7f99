//! Bounds a rule that comes from outside.

use subrosa_proto::contact::AttributeValue;
use subrosa_proto::limits::{
    ATTRIBUTE_VALUE_CHARACTERS, LABEL_CHARACTERS, ORDER_AMOUNT, RULE_ACTIONS, RULE_CONDITIONS, RULE_DEPTH,
    RULE_MINUTES, RULE_NAME_CHARACTERS, RULE_NOTE_CHARACTERS, RULE_WORD_CHARACTERS, RULE_WORDS, TICKET_LABELS,
};
use subrosa_proto::rule::{AttributeTest, RuleAction, RuleCondition, RuleTrigger, SaveRule};
use subrosa_proto::text::{check_line, check_message};
use subrosa_words::words;

/// What is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{detail}")]
pub struct Unfit {
    /// `name`, `when`, `if` or `then`.
    pub field: &'static str,
    pub detail: String,
}

fn unfit(field: &'static str, detail: impl Into<String>) -> Unfit {
    Unfit { field, detail: detail.into() }
}

/// The rule as it is kept: without blanks around names, labels and words.
///
/// # Errors
/// [`Unfit`]: what is wrong, and where.
pub fn check(mut rule: SaveRule) -> Result<SaveRule, Unfit> {
    rule.name = line("name", &rule.name, RULE_NAME_CHARACTERS)?;
    check_trigger(&mut rule.when)?;
    if let Some(condition) = &mut rule.condition {
        let mut left = RULE_CONDITIONS;
        check_condition(condition, RULE_DEPTH, &mut left)?;
    }
    if rule.then.is_empty() || rule.then.len() > RULE_ACTIONS {
        return Err(unfit("then", format!("a rule does 1 to {RULE_ACTIONS} things")));
    }
    for action in &mut rule.then {
        check_action(action)?;
    }
    if rule.then.iter().filter(|action| matches!(action, RuleAction::SendReply { .. })).count() > 1 {
        return Err(unfit("then", "a rule sends one reply at most"));
    }
    Ok(rule)
}

fn check_trigger(trigger: &mut RuleTrigger) -> Result<(), Unfit> {
    match trigger {
        RuleTrigger::Labelled { label: Some(label) } => *label = line("when", label, LABEL_CHARACTERS)?,
        RuleTrigger::Waiting { minutes: long } | RuleTrigger::InStatus { minutes: long, .. } => minutes("when", *long)?,
        RuleTrigger::AttributeChanged { attribute } => name("when", attribute)?,
        _ => {}
    }
    Ok(())
}

fn check_condition(condition: &mut RuleCondition, depth: usize, left: &mut usize) -> Result<(), Unfit> {
    if depth == 0 {
        return Err(unfit("if", format!("conditions stand at most {RULE_DEPTH} deep within each other")));
    }
    let too_many = || unfit("if", format!("at most {RULE_CONDITIONS} conditions"));
    *left = left.checked_sub(1).ok_or_else(too_many)?;
    let among = |is_empty: bool| if is_empty { Err(unfit("if", "among at least one")) } else { Ok(()) };
    match condition {
        RuleCondition::All { of } | RuleCondition::Any { of } => {
            if of.is_empty() {
                return Err(unfit("if", "`all` and `any` hold at least one condition"));
            }
            of.iter_mut().try_for_each(|inner| check_condition(inner, depth - 1, left))
        }
        RuleCondition::Not { that } => check_condition(that, depth - 1, left),
        RuleCondition::Status { among: some } => among(some.is_empty() || some.len() > 4),
        RuleCondition::Priority { among: some } => among(some.is_empty() || some.len() > 4),
        RuleCondition::Label { label } => {
            *label = line("if", label, LABEL_CHARACTERS)?;
            Ok(())
        }
        RuleCondition::Words { any } => check_words(any),
        RuleCondition::Attribute { attribute, is, value } => {
            name("if", attribute)?;
            check_value(*is, value.as_ref())
        }
        RuleCondition::Spent { currency, at_least } => {
            if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
                return Err(unfit("if", "a currency is three letters, as EUR"));
            }
            if !(0..=ORDER_AMOUNT).contains(at_least) {
                return Err(unfit("if", format!("an amount is 0 to {ORDER_AMOUNT}, in the smallest unit")));
            }
            Ok(())
        }
        RuleCondition::Waiting { minutes: long } => minutes("if", *long),
        RuleCondition::Assignee { .. } | RuleCondition::OpenHours {} | RuleCondition::HasOrder {} => Ok(()),
    }
}

fn check_words(any: &mut [String]) -> Result<(), Unfit> {
    if any.is_empty() || any.len() > RULE_WORDS {
        return Err(unfit("if", format!("1 to {RULE_WORDS} words, or groups of words")));
    }
    for phrase in any {
        *phrase = line("if", phrase, RULE_WORD_CHARACTERS)?;
        if words(phrase).is_empty() {
            return Err(unfit("if", "words have letters or digits"));
        }
    }
    Ok(())
}

fn check_value(is: AttributeTest, value: Option<&AttributeValue>) -> Result<(), Unfit> {
    match (is, value) {
        (AttributeTest::Known, None) => Ok(()),
        (AttributeTest::Known, Some(_)) => Err(unfit("if", "`known` has no value")),
        (_, None) => Err(unfit("if", "an attribute is held against a value")),
        (AttributeTest::Contains, Some(AttributeValue::Number(_))) => Err(unfit("if", "only texts contain something")),
        (AttributeTest::Contains | AttributeTest::Less | AttributeTest::More, Some(AttributeValue::YesNo(_))) => {
            Err(unfit("if", "yes or no is `equal` to true or false"))
        }
        (_, Some(AttributeValue::Text(text))) => check_message(text, ATTRIBUTE_VALUE_CHARACTERS)
            .map_err(|_| unfit("if", format!("a text of 1 to {ATTRIBUTE_VALUE_CHARACTERS} characters"))),
        (_, Some(_)) => Ok(()),
    }
}

fn check_action(action: &mut RuleAction) -> Result<(), Unfit> {
    match action {
        RuleAction::Snooze { minutes: long } => minutes("then", *long),
        RuleAction::AddLabels { labels } | RuleAction::RemoveLabels { labels } => {
            if labels.is_empty() || labels.len() > TICKET_LABELS {
                return Err(unfit("then", format!("1 to {TICKET_LABELS} labels")));
            }
            for label in labels {
                *label = line("then", label, LABEL_CHARACTERS)?;
            }
            Ok(())
        }
        RuleAction::WriteNote { text } => check_message(text, RULE_NOTE_CHARACTERS)
            .map_err(|_| unfit("then", format!("a note of 1 to {RULE_NOTE_CHARACTERS} characters"))),
        RuleAction::SetStatus { .. }
        | RuleAction::SetPriority { .. }
        | RuleAction::Assign { .. }
        | RuleAction::SendReply { .. } => Ok(()),
    }
}

fn line(field: &'static str, text: &str, most: usize) -> Result<String, Unfit> {
    let text = text.trim();
    check_line(text, most, false).map_err(|_| unfit(field, format!("1 to {most} characters on one line")))?;
    Ok(text.to_owned())
}

fn minutes(field: &'static str, minutes: u32) -> Result<(), Unfit> {
    let fits = (1..=RULE_MINUTES).contains(&minutes);
    if fits { Ok(()) } else { Err(unfit(field, format!("1 to {RULE_MINUTES} minutes"))) }
}

/// The name of an attribute, as programs call it.
fn name(field: &'static str, name: &str) -> Result<(), Unfit> {
    let fits = name.len() <= 40
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if fits { Ok(()) } else { Err(unfit(field, "an attribute by its name, as programs call it")) }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn checked(change: Value) -> Result<SaveRule, &'static str> {
        let mut rule = json!({
            "name": " Refunds ", "is_on": true, "when": {"kind": "opened"},
            "then": [{"kind": "set_priority", "priority": "urgent"}],
        });
        let change: serde_json::Map<String, Value> = serde_json::from_value(change).expect("an object");
        for (name, value) in change {
            rule[name] = value;
        }
        check(serde_json::from_value(rule).expect("a rule")).map_err(|unfit| unfit.field)
    }

    fn nested(depth: usize) -> Value {
        (1..depth).fold(json!({"kind": "has_order"}), |inner, _| json!({"kind": "not", "that": inner}))
    }

    #[test]
    fn names_are_kept_without_blanks() {
        assert_eq!(checked(json!({})).expect("fits").name, "Refunds");
    }

    #[test]
    fn what_is_too_much_is_refused_where_it_stands() {
        let many = |count: usize| vec![json!({"kind": "open_hours"}); count];
        let labels = |count: usize| json!([{"kind": "add_labels", "labels": vec!["a"; count]}]);
        for (field, change) in [
            ("name", json!({"name": " "})),
            ("name", json!({"name": "x".repeat(61)})),
            ("when", json!({"when": {"kind": "waiting", "minutes": 0}})),
            ("when", json!({"when": {"kind": "in_status", "status": "pending", "minutes": 43_201}})),
            ("when", json!({"when": {"kind": "attribute_changed", "attribute": "Tier"}})),
            ("if", json!({"if": nested(9)})),
            ("if", json!({"if": {"kind": "all", "of": many(64)}})),
            ("if", json!({"if": {"kind": "any", "of": []}})),
            ("if", json!({"if": {"kind": "words", "any": ["!"]}})),
            ("if", json!({"if": {"kind": "attribute", "attribute": "tier", "is": "equal"}})),
            ("if", json!({"if": {"kind": "spent", "currency": "eur", "at_least": 1}})),
            ("then", json!({"then": []})),
            ("then", json!({"then": vec![json!({"kind": "assign"}); 11]})),
            ("then", json!({"then": labels(21)})),
            ("then", json!({"then": vec![json!({"kind": "send_reply", "reply": "rpl_0000000000001"}); 2]})),
        ] {
            assert_eq!(checked(change.clone()).map(|_| ()), Err(field), "{change}");
        }
    }

    #[test]
    fn the_bounds_themselves_fit() {
        assert!(checked(json!({"if": nested(8)})).is_ok());
        let full = json!({"kind": "all", "of": vec![json!({"kind": "open_hours"}); 63]});
        assert!(checked(json!({"if": full, "when": {"kind": "waiting", "minutes": 43_200}})).is_ok());
    }
}
