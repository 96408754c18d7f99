//! A bot speaks, gives the thread to people, or has done what the customer wanted.

use subrosa_proto::journal::{HandedOver, Happening};
use subrosa_proto::ticket::{Thread, Ticket, TicketStatus};
use subrosa_proto::{AccountId, TeamId, Timestamp};

use crate::Refused;

/// A bot takes the thread, unless it has it already. Whether it may speak there [`crate::sending`] has said.
pub fn bot_takes(thread: &mut Thread, bot: AccountId) -> Option<Happening> {
    let ticket = thread.ticket.as_mut().filter(|ticket| ticket.assignee != Some(bot))?;
    ticket.assignee = Some(bot);
    thread.epoch += 1;
    Some(Happening::Assigned { to: Some(bot) })
}

/// A bot that has the thread wrote: nobody waits any more. No person has answered by that.
pub fn bot_wrote(thread: &mut Thread, seq: i64) -> Happening {
    if let Some(ticket) = &mut thread.ticket {
        ticket.waiting_since = None;
    }
    Happening::Replied { seq, automatic: true, template: None }
}

/// Whether a bot may change what becomes of the thread: it has it, or nobody does.
///
/// # Errors
/// [`Refused::Stale`] when another member holds it; [`Refused::NoTicket`] before the customer's first message.
pub fn bot_may_act(thread: &Thread, bot: AccountId) -> Result<(), Refused> {
    match thread.ticket.as_ref().map(|ticket| ticket.assignee) {
        None => Err(Refused::NoTicket),
        Some(Some(holder)) if holder != bot => Err(Refused::Stale),
        Some(_) => Ok(()),
    }
}

/// A bot gives the thread away, to one member or to people at large, those of a team where one is named: then it is nobody's. From now on
/// the customer waits for them.
pub fn bot_hands_over(
    thread: &mut Thread,
    packet: HandedOver,
    to: Option<AccountId>,
    team: Option<TeamId>,
    at: Timestamp,
) -> Vec<Happening> {
    let mut happenings = vec![Happening::HandedOver(Box::new(packet))];
    if let Some(ticket) = &mut thread.ticket {
        if team.is_some() && ticket.team != team {
            ticket.team = team;
            happenings.push(Happening::Transferred { to: team });
        }
        if ticket.assignee != to {
            ticket.assignee = to;
            thread.epoch += 1;
            happenings.push(Happening::Assigned { to });
        }
        happenings.extend(set_status(ticket, TicketStatus::Open));
        ticket.waiting_since.get_or_insert(at);
    }
    happenings
}

/// A bot did what the customer wanted. Its ticket is resolved and stays the bot's, so that it hears what comes after.
pub fn bot_finished(thread: &mut Thread, at: Timestamp) -> Vec<Happening> {
    let Some(ticket) = &mut thread.ticket else { return Vec::new() };
    let happenings = set_status(ticket, TicketStatus::Resolved);
    ticket.resolved_at = Some(at);
    ticket.waiting_since = None;
    happenings
}

fn set_status(ticket: &mut Ticket, to: TicketStatus) -> Vec<Happening> {
    if ticket.status == to {
        return Vec::new();
    }
    ticket.status = to;
    ticket.snoozed_until = None;
    ticket.resolved_at = None;
    vec![Happening::Status { to, until: None }]
}

#[cfg(test)]
mod tests {
    use subrosa_proto::TicketId;
    use subrosa_proto::journal::HandOverReason;

    use super::*;
    use crate::{Now, customer_wrote};

    const BOT: AccountId = AccountId::new(7);

    fn now(seq: i64) -> Now {
        Now { at: Timestamp::from_microseconds(seq * 1_000_000), seq, fresh: TicketId::new(seq) }
    }

    fn asked() -> Thread {
        let mut thread = Thread::default();
        customer_wrote(&mut thread, now(1), 60);
        thread
    }

    fn packet() -> HandedOver {
        HandedOver {
            reason: HandOverReason::Asked,
            team: None,
            summary: None,
            note: None,
            intent: None,
            learnt: std::collections::BTreeMap::new(),
            order: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn after_a_bot_the_customer_waits_for_a_person() {
        let mut thread = asked();
        bot_takes(&mut thread, BOT).expect("takes it");
        bot_wrote(&mut thread, 2);
        let ticket = |thread: &Thread| thread.ticket.clone().expect("a ticket");
        assert_eq!((ticket(&thread).waiting_since, ticket(&thread).first_response_at), (None, None));
        bot_hands_over(&mut thread, packet(), None, Some(TeamId::new(3)), now(5).at);
        assert_eq!(ticket(&thread).team, Some(TeamId::new(3)));
        assert_eq!((ticket(&thread).assignee, ticket(&thread).waiting_since), (None, Some(now(5).at)));
        assert_eq!(thread.epoch, 2, "it has changed hands twice");
    }

    #[test]
    fn what_a_bot_finished_is_resolved_and_comes_back_to_it() {
        let mut thread = asked();
        bot_takes(&mut thread, BOT).expect("takes it");
        bot_finished(&mut thread, now(5).at);
        customer_wrote(&mut thread, now(6), 60);
        let ticket = thread.ticket.clone().expect("a ticket");
        assert_eq!((ticket.status, ticket.assignee, ticket.ordinal), (TicketStatus::Open, Some(BOT), 0));
        assert_eq!(ticket.id, TicketId::new(1));
    }
}
