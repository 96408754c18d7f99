//! Since when what a rule waits for has lasted, and when it is due.

use subrosa_proto::Timestamp;
use subrosa_proto::rule::RuleTrigger;
use subrosa_proto::ticket::TicketStatus;

use crate::facts::Facts;

/// A clock that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    pub since: Timestamp,
    pub due_at: Timestamp,
}

/// The clock of a rule; none while what it waits for is not so, or the rule waits for an event.
#[must_use]
pub fn of(trigger: &RuleTrigger, facts: &Facts) -> Option<Clock> {
    let (since, minutes) = match trigger {
        RuleTrigger::Waiting { minutes } if facts.status != TicketStatus::Resolved => (facts.waiting_since?, *minutes),
        RuleTrigger::InStatus { status, minutes } if facts.status == *status => (facts.status_since?, *minutes),
        _ => return None,
    };
    Some(Clock { since, due_at: since.plus_seconds(60 * i64::from(minutes)) })
}
