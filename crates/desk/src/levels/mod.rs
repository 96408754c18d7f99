//! Service levels: which policy holds for a ticket, and the clocks of what it promises.
//!
//! The clocks are found by comparing a ticket before and after whatever happens to it ([`Levels::follow`]), so that no rule has to
//! think of them. A **response's** clock runs while the customer waits (`waiting_since`), that of the **resolution** until the ticket is
//! resolved. What a bot says ends the wait and keeps no promise: only what a person says does.
//!
//! A clock counts time that passes, or of it what lies in business hours. At rest it keeps what is left. It tells of itself twice at
//! most: shortly before it is due, and when it is due.
//!
//! Never: a clock of the machine's. Whole milliseconds only, which is what is kept and shown of moments.

mod check;
mod clock;
mod follow;

pub use check::{Problem, check};

use subrosa_proto::level::{LevelPolicy, ServiceLevels};
use subrosa_proto::ticket::Ticket;

use crate::hours::Hours;

/// What a brand promises, and when it is open.
#[derive(Debug, Clone)]
pub struct Levels {
    policies: Vec<LevelPolicy>,
    warning_percent: u32,
    hours: Hours,
}

impl Levels {
    /// Of levels that were checked.
    #[must_use]
    pub fn new(levels: ServiceLevels, hours: Hours) -> Self {
        Self { policies: levels.policies, warning_percent: levels.warning_percent, hours }
    }

    /// The first policy that fits a ticket.
    fn choose(&self, ticket: &Ticket) -> Option<&LevelPolicy> {
        self.policies.iter().find(|policy| fits(policy, ticket))
    }

    fn named(&self, name: &str) -> Option<&LevelPolicy> {
        self.policies.iter().find(|policy| policy.name == name)
    }
}

/// Whether a policy is for a ticket like this.
fn fits(policy: &LevelPolicy, ticket: &Ticket) -> bool {
    let has_priority = policy.priorities.is_empty() || policy.priorities.contains(&ticket.priority);
    let has_label = policy.labels.is_empty() || policy.labels.iter().any(|label| ticket.labels.contains(label));
    has_priority && has_label
}
