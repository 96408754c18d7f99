//! Whether something wakes a rule.

use subrosa_proto::rule::RuleTrigger;

use crate::log::Event;

/// Whether an event is what a rule waits for. What has to last is no event: see [`crate::clock`].
pub(crate) fn is_woken_by(trigger: &RuleTrigger, event: &Event) -> bool {
    match (trigger, event) {
        (RuleTrigger::CustomerWrote {}, Event::CustomerWrote)
        | (RuleTrigger::Opened {}, Event::Opened)
        | (RuleTrigger::Assigned {}, Event::Assigned) => true,
        (RuleTrigger::StatusChanged { to }, Event::Status(status)) => to.is_none_or(|to| to == *status),
        (RuleTrigger::Labelled { label }, Event::Labelled(added)) => {
            label.as_ref().is_none_or(|label| added.contains(label))
        }
        (RuleTrigger::AttributeChanged { attribute }, Event::Attribute(changed)) => attribute == changed,
        _ => false,
    }
}
