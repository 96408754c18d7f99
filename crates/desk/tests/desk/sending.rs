//! What may be sent now: for each sender, and whatever has happened to the thread.

use proptest::prelude::*;
use subrosa_desk::sending::{Reach, Sender, Waiting, may_send, sending};
use subrosa_desk::{Now, Refused, bot_takes, change, customer_wrote, member_wrote};
use subrosa_proto::channel::Channel;
use subrosa_proto::sending::{IfCustomerWrites, Sendable, SendingKind, SendingReason};
use subrosa_proto::ticket::{Thread, TicketChange, TicketStatus};
use subrosa_proto::{AccountId, TicketId, Timestamp};

const ANNA: AccountId = AccountId::new(1);
const BEN: AccountId = AccountId::new(2);
const BOT: AccountId = AccountId::new(7);

fn now(seconds: i64) -> Now {
    Now { at: Timestamp::from_milliseconds(1_000 * seconds), seq: seconds, fresh: TicketId::new(seconds) }
}

const fn reach(is_open: bool) -> Reach {
    Reach { channel: Channel::Subrosa, is_open, last_heard: None }
}

fn says(sender: Sender, thread: &Thread) -> Result<Option<Timestamp>, Refused> {
    may_send(sender, thread, &reach(true), now(1_000).at)
}

fn opened() -> Thread {
    let mut thread = Thread::default();
    customer_wrote(&mut thread, now(1), 60);
    thread
}

const fn bot(epoch: i64) -> Sender {
    Sender::Bot { bot: BOT, epoch, is_left: false }
}

const fn template(is_welcome: bool) -> Sender {
    Sender::Template { epoch: Some(2), is_welcome }
}

const fn waiting(epoch: i64) -> Waiting {
    Waiting { author: ANNA, still_answers: true, epoch, has_heard: false, if_customer_writes: IfCustomerWrites::Hold }
}

#[test]
fn nobody_talks_over_anybody() {
    let mut thread = Thread::default();
    assert_eq!(says(bot(0), &thread), Err(Refused::NoTicket));
    assert_eq!(says(Sender::Member { epoch: Some(0) }, &thread), Ok(None), "a member may begin");
    customer_wrote(&mut thread, now(1), 60);
    assert_eq!(says(bot(0), &thread), Ok(None));
    assert_eq!(says(Sender::Bot { bot: BOT, epoch: 0, is_left: true }, &thread), Err(Refused::Stale));
    bot_takes(&mut thread, BOT).expect("nobody had it");
    assert_eq!(says(bot(0), &thread), Err(Refused::Stale));
    assert_eq!(says(bot(1), &thread), Ok(None));
    member_wrote(&mut thread, ANNA, now(2));
    for (sender, expected) in [
        (bot(1), Err(Refused::Stale)),
        (bot(2), Err(Refused::Stale)),
        (Sender::Member { epoch: Some(1) }, Err(Refused::Stale)),
        (Sender::Member { epoch: Some(2) }, Ok(None)),
        (Sender::Member { epoch: None }, Ok(None)),
        (template(true), Ok(None)),
        (template(false), Err(Refused::Unsendable(SendingReason::NoConsent))),
        (Sender::Template { epoch: Some(1), is_welcome: true }, Err(Refused::Stale)),
        (Sender::Brand, Ok(None)),
    ] {
        assert_eq!(says(sender, &thread), expected, "{sender:?}");
    }
}

#[test]
fn nothing_reaches_a_customer_who_is_gone() {
    let thread = opened();
    for sender in [Sender::Member { epoch: None }, template(true), bot(0), Sender::Brand, Sender::Waiting(waiting(0))] {
        let gone = may_send(sender, &thread, &reach(false), now(2).at);
        assert_eq!(gone, Err(Refused::Unsendable(SendingReason::CustomerGone)), "{sender:?}");
    }
    assert_eq!(
        (sending(&reach(false)).kinds, sending(&reach(false)).reason),
        (vec![], Some(SendingReason::CustomerGone))
    );
    let kinds =
        [SendingKind::Reply, SendingKind::Automatic, SendingKind::Template].map(|kind| Sendable { kind, until: None });
    assert_eq!((sending(&reach(true)).kinds, sending(&reach(true)).reason), (kinds.to_vec(), None));
}

/// A promotion begins nothing and goes into no work; a resolved ticket is none.
#[test]
fn a_promotion_goes_where_nobody_is_at_work() {
    let promotion = |is_welcome| Sender::Promotion { is_welcome };
    let mut thread = Thread::default();
    assert_eq!(says(promotion(true), &thread), Ok(None));
    assert_eq!(says(promotion(false), &thread), Err(Refused::Unsendable(SendingReason::NoConsent)));
    let gone = may_send(promotion(true), &thread, &reach(false), now(2).at);
    assert_eq!(gone, Err(Refused::Unsendable(SendingReason::CustomerGone)));
    customer_wrote(&mut thread, now(1), 60);
    for status in [TicketStatus::Pending, TicketStatus::Snoozed, TicketStatus::Open] {
        change(&mut thread, &TicketChange { status: Some(status), ..TicketChange::default() }, now(2).at)
            .expect("changes");
        assert_eq!(says(promotion(true), &thread), Err(Refused::TicketOpen), "{status:?}");
    }
    assert_eq!(says(promotion(false), &thread), Err(Refused::Unsendable(SendingReason::NoConsent)));
    let resolved = TicketChange { status: Some(TicketStatus::Resolved), ..TicketChange::default() };
    change(&mut thread, &resolved, now(3).at).expect("changes");
    assert_eq!(says(promotion(true), &thread), Ok(None));
}

#[test]
fn a_reply_that_waited_is_held_where_it_does_not_fit_any_more() {
    use SendingReason::{AuthorLeft, CustomerWrote, ThreadTaken};

    let thread = opened();
    let mut of_anna = thread.clone();
    member_wrote(&mut of_anna, ANNA, now(2));
    let mut of_ben = thread.clone();
    member_wrote(&mut of_ben, BEN, now(2));
    let mut given_back = of_ben.clone();
    change(&mut given_back, &TicketChange { assignee: Some(None), ..TicketChange::default() }, now(3).at)
        .expect("changes");
    let heard = Waiting { has_heard: true, ..waiting(0) };
    let anyway = Waiting { if_customer_writes: IfCustomerWrites::Send, ..heard };
    let left = Waiting { still_answers: false, ..waiting(0) };
    for (what, waiting, thread, expected) in [
        ("nothing has happened", waiting(0), &thread, None),
        ("its author took the thread", waiting(0), &of_anna, None),
        ("another took the thread", waiting(0), &of_ben, Some(ThreadTaken)),
        ("another took it and gave it back", waiting(0), &given_back, Some(ThreadTaken)),
        ("another had it when it was written", waiting(1), &of_ben, None),
        ("the customer wrote", heard, &thread, Some(CustomerWrote)),
        ("the customer wrote, and it goes all the same", anyway, &thread, None),
        ("that is no leave to talk over another", anyway, &of_ben, Some(ThreadTaken)),
        ("its author has left", left, &thread, Some(AuthorLeft)),
    ] {
        let expected = expected.map_or(Ok(None), |why| Err(Refused::Unsendable(why)));
        assert_eq!(says(Sender::Waiting(waiting), thread), expected, "{what}");
    }
}

#[derive(Debug, Clone)]
enum Step {
    Customer,
    Member(i64),
    Give(Option<i64>),
    Bot,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Customer),
        (1..4_i64).prop_map(Step::Member),
        proptest::option::of(1..4_i64).prop_map(Step::Give),
        Just(Step::Bot),
    ]
}

proptest! {
    /// Told by what happened alone, without epochs: whose the thread was at each moment since the reply was written.
    #[test]
    fn a_waiting_reply_goes_only_to_who_has_said_nothing_since_and_only_where_nobody_came_between(
        before in proptest::collection::vec(step(), 0..8),
        after in proptest::collection::vec(step(), 0..8),
    ) {
        let mut thread = opened();
        let mut seconds = 1;
        let mut go = |thread: &mut Thread, step: &Step| {
            seconds += 1;
            match step {
                Step::Customer => drop(customer_wrote(thread, now(seconds), 60)),
                Step::Member(by) => drop(member_wrote(thread, AccountId::new(*by), now(seconds))),
                Step::Bot if says(bot(thread.epoch), thread).is_ok() => drop(bot_takes(thread, BOT)),
                Step::Bot => {}
                Step::Give(to) => {
                    let assignee = Some(to.map(AccountId::new));
                    change(thread, &TicketChange { assignee, ..TicketChange::default() }, now(seconds).at).expect("changes");
                }
            }
        };
        for step in &before {
            go(&mut thread, step);
        }
        let holder = |thread: &Thread| thread.ticket.as_ref().and_then(|ticket| ticket.assignee);
        let (epoch, first) = (thread.epoch, holder(&thread));
        let (mut has_heard, mut has_moved) = (false, false);
        for step in &after {
            go(&mut thread, step);
            has_heard |= matches!(step, Step::Customer);
            has_moved |= holder(&thread) != first;
        }
        let sender = Sender::Waiting(Waiting { has_heard, ..waiting(epoch) });
        let expected = if has_heard {
            Err(Refused::Unsendable(SendingReason::CustomerWrote))
        } else if has_moved && holder(&thread) != Some(ANNA) {
            Err(Refused::Unsendable(SendingReason::ThreadTaken))
        } else {
            Ok(None)
        };
        prop_assert_eq!(says(sender, &thread), expected);
    }

    #[test]
    fn a_bot_never_speaks_where_a_person_holds_the_thread(steps in proptest::collection::vec(step(), 0..20)) {
        let mut thread = opened();
        for (second, step) in (2..).zip(&steps) {
            match step {
                Step::Customer => drop(customer_wrote(&mut thread, now(second), 60)),
                Step::Member(by) => drop(member_wrote(&mut thread, AccountId::new(*by), now(second))),
                Step::Give(to) => {
                    let assignee = Some(to.map(AccountId::new));
                    change(&mut thread, &TicketChange { assignee, ..TicketChange::default() }, now(second).at).expect("changes");
                }
                Step::Bot => {
                    let holder = thread.ticket.as_ref().and_then(|ticket| ticket.assignee);
                    let may = says(bot(thread.epoch), &thread).is_ok();
                    prop_assert_eq!(may, holder.is_none_or(|holder| holder == BOT));
                    if may {
                        bot_takes(&mut thread, BOT);
                    }
                }
            }
        }
    }
}
