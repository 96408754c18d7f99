//! Checks service levels as they are given.

use std::collections::BTreeSet;

use subrosa_proto::level::{LevelPolicy, LevelTarget, ServiceLevels};
use subrosa_proto::limits::{BRAND_POLICIES, LEVEL_MINUTES, POLICY_NAME_CHARACTERS, TICKET_LABELS};
use subrosa_proto::text;

use crate::check_label;

/// What is wrong with service levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("at most 20 policies")]
    TooMany,
    #[error("a policy's name has 1 to 40 characters on one line")]
    Name,
    #[error("no two policies have the same name")]
    Twice,
    #[error("a policy has at most 20 labels, each of 1 to 30 characters on one line, and each priority once")]
    Condition,
    #[error("a policy promises something: a first answer, later answers, or the resolution")]
    Nothing,
    #[error("a target has 1 to 43200 minutes")]
    Minutes,
    #[error("1 to 90 percent")]
    Warning,
}

impl Problem {
    /// The field that it is about.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Warning => "warning_percent",
            _ => "policies",
        }
    }
}

/// Service levels as they are kept: names and labels without blanks around them.
///
/// # Errors
/// What is wrong with them.
pub fn check(levels: ServiceLevels) -> Result<ServiceLevels, Problem> {
    if levels.policies.len() > BRAND_POLICIES {
        return Err(Problem::TooMany);
    }
    if !(1..=90).contains(&levels.warning_percent) {
        return Err(Problem::Warning);
    }
    let policies = levels.policies.into_iter().map(policy).collect::<Result<Vec<_>, _>>()?;
    let names: BTreeSet<&str> = policies.iter().map(|policy| policy.name.as_str()).collect();
    if names.len() < policies.len() {
        return Err(Problem::Twice);
    }
    Ok(ServiceLevels { policies, ..levels })
}

fn policy(mut policy: LevelPolicy) -> Result<LevelPolicy, Problem> {
    policy.name = policy.name.trim().to_owned();
    text::check_line(&policy.name, POLICY_NAME_CHARACTERS, false).map_err(|_| Problem::Name)?;
    let given = policy.priorities.len();
    policy.priorities.sort_unstable();
    policy.priorities.dedup();
    if policy.priorities.len() < given || policy.labels.len() > TICKET_LABELS {
        return Err(Problem::Condition);
    }
    for label in &mut policy.labels {
        *label = check_label(label).map_err(|_| Problem::Condition)?;
    }
    let mut times = LevelTarget::ALL.into_iter().filter_map(|target| policy.time(target)).peekable();
    if times.peek().is_none() {
        return Err(Problem::Nothing);
    }
    if times.any(|time| !(1..=LEVEL_MINUTES).contains(&time.minutes)) {
        return Err(Problem::Minutes);
    }
    Ok(policy)
}

#[cfg(test)]
mod tests {
    use subrosa_proto::level::{LevelHours, LevelTime};
    use subrosa_proto::ticket::Priority;

    use super::*;

    fn good() -> LevelPolicy {
        LevelPolicy {
            name: " Urgent ".to_owned(),
            priorities: vec![Priority::Urgent],
            labels: vec![" vip ".to_owned()],
            first_response: Some(LevelTime { minutes: 30, hours: LevelHours::Business }),
            next_response: None,
            resolution: None,
            pauses: true,
        }
    }

    fn checked(policies: Vec<LevelPolicy>) -> Result<ServiceLevels, Problem> {
        check(ServiceLevels { policies, warning_percent: 25 })
    }

    #[test]
    fn what_is_good_is_kept_without_blanks() {
        let kept = checked(vec![good()]).expect("good levels").policies.remove(0);
        assert_eq!((kept.name.as_str(), kept.labels), ("Urgent", vec!["vip".to_owned()]));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let time = |minutes| Some(LevelTime { minutes, hours: LevelHours::Always });
        for (policy, problem) in [
            (LevelPolicy { name: "  ".to_owned(), ..good() }, Problem::Name),
            (LevelPolicy { name: "two\nlines".to_owned(), ..good() }, Problem::Name),
            (LevelPolicy { priorities: vec![Priority::Low, Priority::Low], ..good() }, Problem::Condition),
            (LevelPolicy { labels: vec![String::new()], ..good() }, Problem::Condition),
            (LevelPolicy { first_response: None, ..good() }, Problem::Nothing),
            (LevelPolicy { resolution: time(0), ..good() }, Problem::Minutes),
            (LevelPolicy { resolution: time(43_201), ..good() }, Problem::Minutes),
        ] {
            assert_eq!(checked(vec![policy]), Err(problem));
        }
        assert_eq!(checked(vec![good(), good()]), Err(Problem::Twice));
        let many = (0..21).map(|number| LevelPolicy { name: number.to_string(), ..good() });
        assert_eq!(checked(many.collect()), Err(Problem::TooMany));
        assert_eq!(check(ServiceLevels { policies: Vec::new(), warning_percent: 0 }), Err(Problem::Warning));
    }
}
