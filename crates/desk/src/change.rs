//! A member changes the ticket.

use subrosa_proto::Timestamp;
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::{Thread, TicketChange, TicketStatus};

use crate::{Refused, labels};

/// Changes the newest ticket; what is as it should be already makes no happening.
///
/// # Errors
/// [`Refused::NoTicket`], [`Refused::Stale`], [`Refused::Snooze`], [`Refused::Label`], [`Refused::TooManyLabels`]: the thread is as it was.
pub fn change(thread: &mut Thread, change: &TicketChange, at: Timestamp) -> Result<Vec<Happening>, Refused> {
    let Some(ticket) = &thread.ticket else { return Err(Refused::NoTicket) };
    if change.epoch.is_some_and(|epoch| epoch != thread.epoch) {
        return Err(Refused::Stale);
    }
    let mut ticket = ticket.clone();
    let mut epoch = thread.epoch;
    let mut happenings = Vec::new();

    // First, so that the journal says which labels a ticket had when it was resolved: reports count them.
    let (added, removed) = labels::apply(&mut ticket.labels, &change.add_labels, &change.remove_labels)?;
    if !(added.is_empty() && removed.is_empty()) {
        happenings.push(Happening::Labelled { added, removed });
    }
    let until = change.snoozed_until;
    if until.is_some_and(|until| change.status != Some(TicketStatus::Snoozed) || until <= at) {
        return Err(Refused::Snooze);
    }
    if let Some(to) = change.status
        && (to, until) != (ticket.status, ticket.snoozed_until)
    {
        ticket.status = to;
        ticket.snoozed_until = until;
        ticket.resolved_at = (to == TicketStatus::Resolved).then_some(at);
        if to == TicketStatus::Resolved {
            // Nobody waits for what is done.
            ticket.waiting_since = None;
        }
        happenings.push(Happening::Status { to, until });
    }
    let mut assignee = change.assignee;
    if let Some(to) = change.team
        && to != ticket.team
    {
        ticket.team = to;
        happenings.push(Happening::Transferred { to });
        if to.is_some() {
            // It waits for someone of that team.
            assignee = assignee.or(Some(None));
        }
    }
    if let Some(to) = assignee
        && to != ticket.assignee
    {
        ticket.assignee = to;
        epoch += 1;
        happenings.push(Happening::Assigned { to });
    }
    if let Some(to) = change.priority
        && to != ticket.priority
    {
        ticket.priority = to;
        happenings.push(Happening::Prioritised { to });
    }
    thread.ticket = Some(ticket);
    thread.epoch = epoch;
    Ok(happenings)
}
