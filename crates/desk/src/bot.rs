//! A bot speaks, gives the thread to people, or has done what the customer wanted.

use subrosa_proto::journal::{HandedOver, Happening};
use subrosa_proto::ticket::{Thread, Ticket, TicketStatus};
use subrosa_proto::{AccountId, TeamId, Timestamp};

use crate::Refused;

/// A bot has the thread: it is nobody's, or the bot's own already. What a person holds it never takes.
///
/// # Errors
/// [`Refused::Stale`] when the thread has changed hands since this epoch, or a person holds it; [`Refused::NoTicket`] before the
/// customer's first message. The thread is as it was.
pub fn bot_takes(thread: &mut Thread, bot: AccountId, epoch: i64) -> Result<Vec<Happening>, Refused> {
    if thread.epoch != epoch {
        return Err(Refused::Stale);
    }
    let Some(ticket) = &mut thread.ticket else { return Err(Refused::NoTicket) };
    match ticket.assignee {
        Some(holder) if holder == bot => Ok(Vec::new()),
        Some(_) => Err(Refused::Stale),
        None => {
            ticket.assignee = Some(bot);
            thread.epoch += 1;
            Ok(vec![Happening::Assigned { to: Some(bot) }])
        }
    }
}

/// A bot that has the thread wrote: nobody waits any more. No person has answered by that.
pub fn bot_wrote(thread: &mut Thread, seq: i64) -> Happening {
    if let Some(ticket) = &mut thread.ticket {
        ticket.waiting_since = None;
    }
    Happening::Replied { seq, automatic: true }
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
    use crate::{Now, customer_wrote, member_wrote};

    const BOT: AccountId = AccountId::new(7);
    const PERSON: AccountId = AccountId::new(8);

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
    fn what_a_person_took_meanwhile_the_bot_does_not_have() {
        let mut thread = asked();
        let epoch = thread.epoch;
        member_wrote(&mut thread, PERSON, None, now(2)).expect("nobody has it");
        let before = thread.clone();
        assert_eq!(bot_takes(&mut thread, BOT, epoch), Err(Refused::Stale));
        let epoch = thread.epoch;
        assert_eq!(bot_takes(&mut thread, BOT, epoch), Err(Refused::Stale));
        assert_eq!(thread, before);
    }

    #[test]
    fn a_person_takes_from_a_bot_by_writing() {
        let mut thread = asked();
        let epoch = thread.epoch;
        bot_takes(&mut thread, BOT, epoch).expect("nobody has it");
        let epoch = thread.epoch;
        member_wrote(&mut thread, PERSON, None, now(3)).expect("people come first");
        assert_eq!(bot_takes(&mut thread, BOT, epoch), Err(Refused::Stale));
    }

    #[test]
    fn after_a_bot_the_customer_waits_for_a_person() {
        let mut thread = asked();
        let epoch = thread.epoch;
        bot_takes(&mut thread, BOT, epoch).expect("nobody has it");
        bot_wrote(&mut thread, 2);
        let ticket = |thread: &Thread| thread.ticket.clone().expect("a ticket");
        assert_eq!((ticket(&thread).waiting_since, ticket(&thread).first_response_at), (None, None));
        bot_hands_over(&mut thread, packet(), None, Some(TeamId::new(3)), now(5).at);
        assert_eq!(ticket(&thread).team, Some(TeamId::new(3)));
        assert_eq!((ticket(&thread).assignee, ticket(&thread).waiting_since), (None, Some(now(5).at)));
        assert_eq!(bot_takes(&mut thread, BOT, epoch + 1), Err(Refused::Stale));
    }

    #[test]
    fn what_a_bot_finished_is_resolved_and_comes_back_to_it() {
        let mut thread = asked();
        let epoch = thread.epoch;
        bot_takes(&mut thread, BOT, epoch).expect("nobody has it");
        bot_finished(&mut thread, now(5).at);
        customer_wrote(&mut thread, now(6), 60);
        let ticket = thread.ticket.clone().expect("a ticket");
        assert_eq!((ticket.status, ticket.assignee, ticket.ordinal), (TicketStatus::Open, Some(BOT), 0));
        assert_eq!(ticket.id, TicketId::new(1));
    }
}
