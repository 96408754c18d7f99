//! The shop's rules: what it does by itself from now on.

use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::rule::{RuleAction, RuleCondition, RuleTrigger, SaveRule};
use subrosa_proto::ticket::Priority;

use crate::failure::Failure;

/// Keeps both, switched on. What was said before wakes neither.
pub(super) async fn keep(engage: &Engage, owner: &Actor) -> Result<(), Failure> {
    for rule in [breakage(), waiting()] {
        engage.create_rule(owner, rule).await?;
    }
    Ok(())
}

/// What arrived broken comes before everything else.
fn breakage() -> SaveRule {
    let any = ["broken", "cracked", "shattered", "in pieces"].map(str::to_owned).to_vec();
    SaveRule {
        name: "Breakage comes first".to_owned(),
        is_on: true,
        when: RuleTrigger::CustomerWrote {},
        condition: Some(RuleCondition::Words { any }),
        then: vec![
            RuleAction::SetPriority { priority: Priority::Urgent },
            RuleAction::AddLabels { labels: vec!["breakage".to_owned()] },
        ],
        stops: false,
    }
}

/// Nobody waits for hours unseen.
fn waiting() -> SaveRule {
    SaveRule {
        name: "Nobody waits unseen".to_owned(),
        is_on: true,
        when: RuleTrigger::Waiting { minutes: 120 },
        condition: Some(RuleCondition::All {
            of: vec![RuleCondition::Assignee { account: None }, RuleCondition::OpenHours {}],
        }),
        then: vec![
            RuleAction::SetPriority { priority: Priority::High },
            RuleAction::WriteNote { text: "Two hours without an answer.".to_owned() },
        ],
        stops: false,
    }
}
