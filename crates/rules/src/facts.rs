//! What the conditions of rules look at, and what it is once a rule has done something.

use std::collections::BTreeMap;

use subrosa_proto::contact::AttributeValue;
use subrosa_proto::order::OrderTotals;
use subrosa_proto::rule::RuleAction;
use subrosa_proto::ticket::{Priority, Ticket, TicketStatus};
use subrosa_proto::{AccountId, Timestamp};

/// What is true of one ticket and its customer at one moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    pub now: Timestamp,
    pub status: TicketStatus,
    /// Since when it has been in this status, where that is known.
    pub status_since: Option<Timestamp>,
    pub priority: Priority,
    pub labels: Vec<String>,
    pub assignee: Option<AccountId>,
    pub waiting_since: Option<Timestamp>,
    /// The words of the customer's newest message, folded.
    pub words: Vec<String>,
    /// What is known of the customer and fits its kind.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// What the customer has bought, for each currency.
    pub orders: Vec<OrderTotals>,
    /// Whether the brand is open.
    pub is_open: bool,
}

impl Facts {
    /// Those of a ticket, of a customer of whom nothing is known.
    #[must_use]
    pub fn of(ticket: &Ticket, now: Timestamp) -> Self {
        Self {
            now,
            status: ticket.status,
            status_since: None,
            priority: ticket.priority,
            labels: ticket.labels.clone(),
            assignee: ticket.assignee,
            waiting_since: ticket.waiting_since,
            words: Vec::new(),
            attributes: BTreeMap::new(),
            orders: Vec::new(),
            is_open: true,
        }
    }

    /// What is true once an action was done.
    pub fn take(&mut self, action: &RuleAction) {
        match action {
            RuleAction::SetStatus { status } => self.set_status(*status),
            RuleAction::Snooze { .. } => self.set_status(TicketStatus::Snoozed),
            RuleAction::SetPriority { priority } => self.priority = *priority,
            RuleAction::AddLabels { labels } => {
                let fresh = labels.iter().filter(|label| !self.labels.contains(label));
                let fresh: Vec<String> = fresh.cloned().collect();
                self.labels.extend(fresh);
            }
            RuleAction::RemoveLabels { labels } => self.labels.retain(|label| !labels.contains(label)),
            RuleAction::Assign { account } => self.assignee = *account,
            RuleAction::SendReply { .. } | RuleAction::WriteNote { .. } => {}
        }
    }

    /// The ticket is in this status from now on.
    pub fn set_status(&mut self, status: TicketStatus) {
        if self.status != status {
            self.status_since = Some(self.now);
        }
        self.status = status;
        if status == TicketStatus::Resolved {
            self.waiting_since = None;
        }
    }
}
