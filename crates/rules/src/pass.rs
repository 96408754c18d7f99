//! Asks rules in their order about what happened.

use subrosa_proto::Timestamp;
use subrosa_proto::rule::{RuleAction, SaveRule};

use crate::condition::holds;
use crate::facts::Facts;
use crate::log::Event;
use crate::trigger::is_woken_by;

/// A rule that is on.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a, Id> {
    pub id: Id,
    pub rule: &'a SaveRule,
    /// Since when it is as it is. What happened before does not wake it.
    pub since: Timestamp,
}

/// Which of the rules run, woken by an event at a moment; in their order. What each does is true for those behind it.
pub fn woken<Id: Copy>(rules: &[Standing<'_, Id>], (event, at): (&Event, Timestamp), facts: &mut Facts) -> Vec<Id> {
    let mut ran = Vec::new();
    for standing in rules {
        let is_woken = standing.since <= at && is_woken_by(&standing.rule.when, event);
        if !is_woken || !holds(standing.rule.condition.as_ref(), facts) {
            continue;
        }
        run(&standing.rule.then, facts);
        ran.push(standing.id);
        if standing.rule.stops {
            break;
        }
    }
    ran
}

/// Makes true what actions do.
pub fn run(actions: &[RuleAction], facts: &mut Facts) {
    for action in actions {
        facts.take(action);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};
    use subrosa_proto::ticket::{Priority, TicketStatus};

    use super::*;

    fn rule(when: &Value, condition: &Value, then: &Value, stops: bool) -> SaveRule {
        let rule = json!({"name": "R", "is_on": true, "when": when, "if": condition, "then": [then], "stops": stops});
        serde_json::from_value(rule).expect("a rule")
    }

    fn facts() -> Facts {
        Facts {
            now: Timestamp::from_microseconds(9),
            status: TicketStatus::Open,
            status_since: None,
            priority: Priority::Normal,
            labels: Vec::new(),
            assignee: None,
            waiting_since: None,
            words: Vec::new(),
            attributes: std::collections::BTreeMap::new(),
            orders: Vec::new(),
            is_open: true,
        }
    }

    const AT: Timestamp = Timestamp::from_microseconds(5);

    #[test]
    fn what_one_rule_does_the_next_sees_unless_one_stops() {
        let wrote = json!({"kind": "customer_wrote"});
        let label = |label: &str| json!({"kind": "add_labels", "labels": [label]});
        let first = rule(&wrote, &json!(null), &label("a"), false);
        let second = rule(&wrote, &json!({"kind": "label", "label": "a"}), &label("b"), true);
        let third = rule(&wrote, &json!(null), &label("c"), false);
        let standing = |id, rule| Standing { id, rule, since: AT };
        let rules = [standing(1, &first), standing(2, &second), standing(3, &third)];
        let mut now = facts();
        assert_eq!(woken(&rules, (&Event::CustomerWrote, AT), &mut now), [1, 2]);
        assert_eq!(now.labels, ["a", "b"]);
        assert_eq!(woken(&rules[1..], (&Event::CustomerWrote, AT), &mut facts()), [3]);
    }

    #[test]
    fn what_happened_before_a_rule_was_on_does_not_wake_it() {
        let late =
            rule(&json!({"kind": "opened"}), &json!(null), &json!({"kind": "set_status", "status": "pending"}), false);
        let rules = [Standing { id: 1, rule: &late, since: AT.plus_seconds(1) }];
        assert_eq!(woken(&rules, (&Event::Opened, AT), &mut facts()), [] as [i32; 0]);
        assert_eq!(woken(&rules, (&Event::Opened, AT.plus_seconds(1)), &mut facts()), [1]);
    }

    #[test]
    fn triggers_with_a_word_of_their_own_wake_by_that_alone() {
        let pending = json!({"kind": "status_changed", "to": "pending"});
        let labelled = json!({"kind": "labelled", "label": "vip"});
        let attribute = json!({"kind": "attribute_changed", "attribute": "tier"});
        let note = json!({"kind": "write_note", "text": "seen"});
        let wakes = |when: &Value, event: Event| {
            let rule = rule(when, &json!(null), &note, false);
            !woken(&[Standing { id: 1, rule: &rule, since: AT }], (&event, AT), &mut facts()).is_empty()
        };
        assert!(wakes(&pending, Event::Status(TicketStatus::Pending)));
        assert!(!wakes(&pending, Event::Status(TicketStatus::Open)));
        assert!(wakes(&json!({"kind": "status_changed"}), Event::Status(TicketStatus::Open)));
        assert!(wakes(&labelled, Event::Labelled(vec!["vip".to_owned()])));
        assert!(!wakes(&labelled, Event::Labelled(vec!["late".to_owned()])));
        assert!(wakes(&attribute, Event::Attribute("tier".to_owned())));
        assert!(!wakes(&attribute, Event::Attribute("size".to_owned())));
        assert!(!wakes(&json!({"kind": "waiting", "minutes": 1}), Event::CustomerWrote));
    }
}
