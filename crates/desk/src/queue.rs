//! Which tickets wait for a member, and in whose queue.

use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::{Thread, TicketStatus};
use subrosa_proto::{AccountId, TeamId, Timestamp};

/// Notes since when the ticket waits for someone to answer, or that it does not: after everything else that happens at a moment. A ticket
/// that goes to another team keeps its place, because the customer has waited all the same.
pub fn settle_queue(thread: &mut Thread, at: Timestamp) {
    if let Some(ticket) = &mut thread.ticket {
        let waits = ticket.status == TicketStatus::Open && ticket.assignee.is_none();
        ticket.queued_at = waits.then(|| ticket.queued_at.unwrap_or(at));
    }
}

/// Gives a ticket that waits to a member by itself.
pub fn give(thread: &mut Thread, to: AccountId) -> Vec<Happening> {
    match &mut thread.ticket {
        Some(ticket) if ticket.assignee.is_none() => {
            ticket.assignee = Some(to);
            ticket.queued_at = None;
            thread.epoch += 1;
            vec![Happening::Assigned { to: Some(to) }]
        }
        _ => Vec::new(),
    }
}

/// Makes the ticket of a team that is no more no team's. Doing it again does nothing.
pub fn leave_team(thread: &mut Thread, team: TeamId) -> Vec<Happening> {
    match &mut thread.ticket {
        Some(ticket) if ticket.team == Some(team) => {
            ticket.team = None;
            vec![Happening::Transferred { to: None }]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use subrosa_proto::TicketId;
    use subrosa_proto::ticket::TicketChange;

    use super::*;
    use crate::{Now, change, customer_wrote};

    const ADA: AccountId = AccountId::new(8);
    const RETURNS: TeamId = TeamId::new(3);

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_microseconds(seconds * 1_000_000)
    }

    fn asked() -> Thread {
        let mut thread = Thread::default();
        customer_wrote(&mut thread, Now { at: at(1), seq: 1, fresh: TicketId::new(1) }, 60);
        settle_queue(&mut thread, at(1));
        thread
    }

    fn changed(thread: &mut Thread, wanted: &TicketChange, seconds: i64) -> Vec<Happening> {
        let happenings = change(thread, wanted, at(seconds)).expect("a change");
        settle_queue(thread, at(seconds));
        happenings
    }

    fn queued_at(thread: &Thread) -> Option<Timestamp> {
        thread.ticket.as_ref().and_then(|ticket| ticket.queued_at)
    }

    #[test]
    fn a_ticket_waits_while_it_is_open_and_nobodys() {
        let mut thread = asked();
        assert_eq!(queued_at(&thread), Some(at(1)));
        changed(&mut thread, &TicketChange { assignee: Some(Some(ADA)), ..TicketChange::default() }, 2);
        assert_eq!(queued_at(&thread), None);
        changed(&mut thread, &TicketChange { assignee: Some(None), ..TicketChange::default() }, 3);
        assert_eq!(queued_at(&thread), Some(at(3)));
        changed(&mut thread, &TicketChange { status: Some(TicketStatus::Resolved), ..TicketChange::default() }, 4);
        assert_eq!(queued_at(&thread), None);
    }

    #[test]
    fn another_team_takes_the_thread_from_whoever_held_it_and_keeps_its_place() {
        let mut thread = asked();
        let to_team = TicketChange { team: Some(Some(RETURNS)), ..TicketChange::default() };
        assert_eq!(changed(&mut thread, &to_team, 2), vec![Happening::Transferred { to: Some(RETURNS) }]);
        assert_eq!(queued_at(&thread), Some(at(1)));
        assert_eq!(changed(&mut thread, &to_team, 3), Vec::new());

        changed(&mut thread, &TicketChange { assignee: Some(Some(ADA)), ..TicketChange::default() }, 4);
        let epoch = thread.epoch;
        changed(&mut thread, &TicketChange { team: Some(Some(TeamId::new(4))), ..TicketChange::default() }, 5);
        let ticket = thread.ticket.as_ref().expect("a ticket");
        assert_eq!((ticket.assignee, thread.epoch), (None, epoch + 1));

        let both = TicketChange { team: Some(Some(RETURNS)), assignee: Some(Some(ADA)), ..TicketChange::default() };
        changed(&mut thread, &both, 6);
        assert_eq!(thread.ticket.as_ref().and_then(|ticket| ticket.assignee), Some(ADA));
        assert_eq!(leave_team(&mut thread, RETURNS), vec![Happening::Transferred { to: None }]);
        assert_eq!(leave_team(&mut thread, RETURNS), Vec::new());
    }
}
