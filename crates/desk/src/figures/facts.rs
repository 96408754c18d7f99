//! What is counted of a change: found by comparing the ticket before and after it, so that no rule has to think of reports.

use subrosa_proto::dispute::DisputeDeed;
use subrosa_proto::level::LevelTarget;
use subrosa_proto::report::Figure;
use subrosa_proto::ticket::{Ticket, TicketStatus};
use subrosa_proto::{AccountId, TicketId, Timestamp};

/// One time that something counted happened to a ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub figure: Figure,
    pub at: Timestamp,
    pub ticket: TicketId,
    /// The member who did it, where one did.
    pub member: Option<AccountId>,
    /// How long it took, in milliseconds; the score of what was rated; 0 where the figure is of neither.
    pub took: i64,
    /// The labels of a ticket that was resolved; the policy of what was kept or breached.
    pub labels: Vec<String>,
}

/// What was done.
#[derive(Debug, Clone, Copy)]
pub struct Deed {
    /// The member who did it; nobody when it was the customer, or time.
    pub member: Option<AccountId>,
    /// Whether it was a message.
    pub is_message: bool,
    pub at: Timestamp,
}

/// What is counted of a deed, from the newest ticket before and after it.
#[must_use]
pub fn facts(before: Option<&Ticket>, after: Option<&Ticket>, deed: Deed) -> Vec<Fact> {
    let Some(after) = after else { return Vec::new() };
    let fact = |figure, took, labels: &[String]| Fact {
        figure,
        at: deed.at,
        ticket: after.id,
        member: deed.member,
        took,
        labels: labels.to_vec(),
    };
    let before = before.filter(|before| before.id == after.id);
    let mut facts = Vec::new();
    if before.is_none() {
        facts.push(fact(Figure::Opened, 0, &[]));
    }
    let was_resolved = before.is_some_and(|before| before.status == TicketStatus::Resolved);
    match (was_resolved, after.status == TicketStatus::Resolved) {
        (true, false) => facts.push(fact(Figure::Reopened, 0, &[])),
        (false, true) => facts.push(fact(Figure::Resolved, milliseconds(after.opened_at, deed.at), &after.labels)),
        _ => {}
    }
    if let (true, Some(_), Some(before)) = (deed.is_message, deed.member, before)
        && let (Some(since), None) = (before.waiting_since, after.waiting_since)
    {
        let is_first = before.first_response_at.is_none();
        let figure = if is_first { Figure::FirstResponse } else { Figure::NextResponse };
        facts.push(fact(figure, milliseconds(since, deed.at), &[]));
    }
    facts
}

/// A fact of a survey: that the customer was asked about a ticket or, with a score, what they think of it.
#[must_use]
pub fn surveyed(ticket: TicketId, member: Option<AccountId>, score: Option<i64>, at: Timestamp) -> Fact {
    let figure = if score.is_some() { Figure::Rated } else { Figure::Asked };
    Fact { figure, at, ticket, member, took: score.unwrap_or(0), labels: Vec::new() }
}

/// A fact of a service level: that a target was kept, or breached, by whom or at whose hands.
#[must_use]
pub fn levelled(
    ticket: TicketId,
    (target, is_kept): (LevelTarget, bool),
    policy: &str,
    member: Option<AccountId>,
    at: Timestamp,
) -> Fact {
    Fact { figure: Figure::of_level(target, is_kept), at, ticket, member, took: 0, labels: vec![policy.to_owned()] }
}

/// A fact of a dispute, so many milliseconds after its opening: that it was opened, settled or decided; of other steps there is none.
#[must_use]
pub const fn disputed(
    ticket: TicketId,
    deed: &DisputeDeed,
    took: i64,
    member: Option<AccountId>,
    at: Timestamp,
) -> Option<Fact> {
    let figure = match deed {
        DisputeDeed::Opened { .. } => Figure::DisputeOpened,
        DisputeDeed::Accepted { .. } => Figure::DisputeSettled,
        DisputeDeed::Decided { .. } => Figure::DisputeDecided,
        _ => return None,
    };
    Some(Fact { figure, at, ticket, member, took, labels: Vec::new() })
}

/// From one moment to another; a clock that was set back makes it no less than nothing.
pub(super) fn milliseconds(from: Timestamp, to: Timestamp) -> i64 {
    (to.microseconds().saturating_sub(from.microseconds()) / 1_000).max(0)
}
