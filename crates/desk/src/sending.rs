//! What may be sent on a brand's thread now: the one decision, for whoever asks, with the reason why not. Members' and bots' messages, what
//! rules and surveys say, promotions, and replies whose moment has come pass it in the transaction that appends them; the composer shows it.
//!
//! Never: what a role may do (that is `access`), a clock, what is sent.

use subrosa_proto::channel::Channel;
use subrosa_proto::sending::{IfCustomerWrites, Sendable, Sending, SendingKind, SendingReason};
use subrosa_proto::ticket::{Thread, TicketStatus};
use subrosa_proto::{AccountId, Timestamp};

use crate::{Refused, bot_may_act};

/// The table of channels: for how many seconds after the customer's last message a kind may be sent; without end where there is none.
const fn window_seconds(channel: Channel, kind: SendingKind) -> Option<i64> {
    match (channel, kind) {
        (
            Channel::Subrosa,
            SendingKind::Reply | SendingKind::Automatic | SendingKind::Template | SendingKind::Promotion,
        ) => None,
    }
}

/// What is true of the way to the customer.
#[derive(Debug, Clone, Copy)]
pub struct Reach {
    pub channel: Channel,
    /// Neither the customer's account nor the brand's is disabled or gone.
    pub is_open: bool,
    /// When the customer last wrote. A channel without a window asks for none.
    pub last_heard: Option<Timestamp>,
}

/// Who wants to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// A member who answers customers; with the epoch at which they looked, if they say.
    Member { epoch: Option<i64> },
    /// A member who sends a template.
    Template {
        epoch: Option<i64>,
        /// It advertises nothing, or the customer has agreed to what it does.
        is_welcome: bool,
    },
    /// A member's reply whose moment has come.
    Waiting(Waiting),
    /// A bot, by the epoch that it looked at.
    Bot {
        bot: AccountId,
        epoch: i64,
        /// Bots have left the ticket to people.
        is_left: bool,
    },
    /// The brand itself, by its rules and surveys: it takes no thread from anyone.
    Brand,
    /// A campaign. It takes no thread, and goes into no ticket that is not resolved.
    Promotion {
        /// The customer has agreed to hear of its topic.
        is_welcome: bool,
    },
}

/// What was true when a reply was written down, and what has become of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub author: AccountId,
    /// The author answers customers to this day.
    pub still_answers: bool,
    /// The thread's epoch when it was written down.
    pub epoch: i64,
    /// The customer has written since.
    pub has_heard: bool,
    pub if_customer_writes: IfCustomerWrites,
}

impl Sender {
    const fn kind(self) -> SendingKind {
        match self {
            Self::Member { .. } | Self::Waiting(_) => SendingKind::Reply,
            Self::Template { .. } => SendingKind::Template,
            Self::Bot { .. } | Self::Brand => SendingKind::Automatic,
            Self::Promotion { .. } => SendingKind::Promotion,
        }
    }
}

/// Whether a sender may send on a thread now, and until when they could; without end where there is no moment.
///
/// # Errors
/// [`Refused::Unsendable`] with the reason; [`Refused::Stale`] where the thread is another's by now; [`Refused::NoTicket`] for a bot before the
/// customer's first message; [`Refused::TicketOpen`] for a promotion into a ticket that is not resolved.
pub fn may_send(sender: Sender, thread: &Thread, reach: &Reach, now: Timestamp) -> Result<Option<Timestamp>, Refused> {
    let window = window_seconds(reach.channel, sender.kind());
    let until = closes(window, reach).map_err(Refused::Unsendable)?;
    if until.is_some_and(|until| until <= now) {
        return Err(Refused::Unsendable(SendingReason::WindowClosed));
    }
    may_speak(sender, thread)?;
    Ok(until)
}

/// What may be sent on a thread, for those who show it. It is said without a clock, and so true until something happens.
#[must_use]
pub fn sending(reach: &Reach) -> Sending {
    let until = |kind| closes(window_seconds(reach.channel, kind), reach);
    let kinds = SendingKind::ON_THREAD.into_iter().filter_map(|kind| Some(Sendable { kind, until: until(kind).ok()? }));
    Sending { kinds: kinds.collect(), reason: until(SendingKind::Reply).err() }
}

/// When the way to the customer closes, by a channel's window; never without one.
fn closes(window_seconds: Option<i64>, reach: &Reach) -> Result<Option<Timestamp>, SendingReason> {
    if !reach.is_open {
        return Err(SendingReason::CustomerGone);
    }
    let Some(seconds) = window_seconds else { return Ok(None) };
    // Who never wrote opened no window.
    reach.last_heard.map(|last| Some(last.plus_seconds(seconds))).ok_or(SendingReason::WindowClosed)
}

/// Whether the thread is the sender's to speak in: nobody talks over who has taken it since, and a bot over no person.
fn may_speak(sender: Sender, thread: &Thread) -> Result<(), Refused> {
    match sender {
        // Whoever sends it again is told the same, so this comes first.
        Sender::Template { is_welcome: false, .. } | Sender::Promotion { is_welcome: false } => {
            Err(Refused::Unsendable(SendingReason::NoConsent))
        }
        Sender::Promotion { is_welcome: true } => match &thread.ticket {
            Some(ticket) if ticket.status != TicketStatus::Resolved => Err(Refused::TicketOpen),
            Some(_) | None => Ok(()),
        },
        Sender::Member { epoch: Some(epoch) }
        | Sender::Template { epoch: Some(epoch), .. }
        | Sender::Bot { epoch, .. }
            if epoch != thread.epoch =>
        {
            Err(Refused::Stale)
        }
        Sender::Member { .. } | Sender::Template { .. } | Sender::Brand => Ok(()),
        Sender::Bot { is_left: true, .. } => Err(Refused::Stale),
        Sender::Bot { bot, .. } => bot_may_act(thread, bot),
        Sender::Waiting(waiting) => still_fits(waiting, thread).map_err(Refused::Unsendable),
    }
}

/// Whether a reply that was written before still answers what it was written to.
fn still_fits(waiting: Waiting, thread: &Thread) -> Result<(), SendingReason> {
    let holder = thread.ticket.as_ref().and_then(|ticket| ticket.assignee);
    if !waiting.still_answers {
        return Err(SendingReason::AuthorLeft);
    }
    if waiting.has_heard && waiting.if_customer_writes == IfCustomerWrites::Hold {
        return Err(SendingReason::CustomerWrote);
    }
    // It changes hands also when the author takes it.
    if thread.epoch != waiting.epoch && holder != Some(waiting.author) {
        return Err(SendingReason::ThreadTaken);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_closes_so_long_after_the_customers_last_word() {
        let at = |seconds: i64| Timestamp::from_microseconds(seconds * 1_000_000);
        let reach = |is_open, last_heard| Reach { channel: Channel::Subrosa, is_open, last_heard };
        for (window, reach, expected) in [
            (None, reach(true, None), Ok(None)),
            (None, reach(true, Some(at(5))), Ok(None)),
            (None, reach(false, Some(at(5))), Err(SendingReason::CustomerGone)),
            (Some(60), reach(true, Some(at(5))), Ok(Some(at(65)))),
            (Some(60), reach(true, None), Err(SendingReason::WindowClosed)),
            (Some(60), reach(false, Some(at(5))), Err(SendingReason::CustomerGone)),
        ] {
            assert_eq!(closes(window, &reach), expected, "{window:?} {reach:?}");
        }
    }
}
