//! The rules, one by one, and what holds whatever happens in whatever order.

use proptest::prelude::*;
use subrosa_desk::{Now, Refused, change, customer_wrote, member_wrote, wake};
use subrosa_proto::journal::Happening;
use subrosa_proto::ticket::{Thread, Ticket, TicketChange, TicketStatus};
use subrosa_proto::{AccountId, TicketId, Timestamp};

const ANNA: AccountId = AccountId::new(1);
const BEN: AccountId = AccountId::new(2);
const HOUR: i64 = 3_600;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_milliseconds(1_000 * seconds)
}

fn now(seconds: i64) -> Now {
    Now { at: at(seconds), seq: seconds, fresh: TicketId::new(seconds) }
}

fn opened() -> Thread {
    let mut thread = Thread::default();
    assert_eq!(customer_wrote(&mut thread, now(10), HOUR), [Happening::Opened { ordinal: 0 }]);
    thread
}

fn ticket(thread: &Thread) -> &Ticket {
    thread.ticket.as_ref().expect("a ticket")
}

fn to(status: TicketStatus) -> TicketChange {
    TicketChange { status: Some(status), ..TicketChange::default() }
}

#[test]
fn the_first_answer_is_measured_once_and_takes_the_thread() {
    let mut thread = opened();
    assert_eq!(ticket(&thread).waiting_since, Some(at(10)));
    let taken = member_wrote(&mut thread, ANNA, now(20));
    assert_eq!(
        taken,
        [Happening::Assigned { to: Some(ANNA) }, Happening::Replied { seq: 20, automatic: false, template: None }]
    );
    assert_eq!((thread.epoch, ticket(&thread).assignee), (1, Some(ANNA)));
    customer_wrote(&mut thread, now(30), HOUR);
    member_wrote(&mut thread, ANNA, now(40));
    let ticket = ticket(&thread);
    assert_eq!((ticket.first_response_at, ticket.waiting_since), (Some(at(20)), None));
    assert_eq!(thread.epoch, 1, "it did not change hands again");
}

#[test]
fn a_resolved_ticket_opens_again_for_a_while_and_then_a_new_one_opens() {
    let mut thread = opened();
    change(&mut thread, &to(TicketStatus::Resolved), at(20)).expect("resolves");
    let first = ticket(&thread).id;
    assert_eq!(customer_wrote(&mut thread, now(30), HOUR), [Happening::Reopened { ordinal: 0 }]);
    assert_eq!((ticket(&thread).id, ticket(&thread).status), (first, TicketStatus::Open));
    change(&mut thread, &to(TicketStatus::Resolved), at(40)).expect("resolves");
    assert_eq!(customer_wrote(&mut thread, now(40 + HOUR), HOUR), [Happening::Opened { ordinal: 0 }]);
    assert_ne!(ticket(&thread).id, first);
    assert_eq!(ticket(&thread).opened_seq, 40 + HOUR);
}

#[test]
fn a_late_word_to_what_is_resolved_leaves_it_resolved() {
    let mut thread = opened();
    change(&mut thread, &to(TicketStatus::Resolved), at(20)).expect("resolves");
    let told = member_wrote(&mut thread, BEN, now(30));
    assert_eq!(told, [Happening::Replied { seq: 30, automatic: false, template: None }]);
    assert_eq!((ticket(&thread).status, ticket(&thread).assignee), (TicketStatus::Resolved, None));
}

#[test]
fn snoozing_ends_at_its_moment_or_with_the_customers_word() {
    let mut thread = opened();
    let snooze = TicketChange { snoozed_until: Some(at(100)), ..to(TicketStatus::Snoozed) };
    change(&mut thread, &snooze, at(20)).expect("snoozes");
    assert_eq!(wake(&mut thread, at(99)), []);
    assert_eq!(wake(&mut thread, at(100)), [Happening::Status { to: TicketStatus::Open, until: None }]);
    assert_eq!(wake(&mut thread, at(100)), [], "doing it again does nothing");
    change(&mut thread, &to(TicketStatus::Snoozed), at(110)).expect("snoozes until the customer writes");
    assert_eq!(wake(&mut thread, at(9_999)), []);
    customer_wrote(&mut thread, now(120), HOUR);
    assert_eq!(ticket(&thread).status, TicketStatus::Open);
    let past = TicketChange { snoozed_until: Some(at(5)), ..to(TicketStatus::Snoozed) };
    assert_eq!(change(&mut thread, &past, at(130)), Err(Refused::Snooze));
    let lost = TicketChange { snoozed_until: Some(at(500)), ..to(TicketStatus::Open) };
    assert_eq!(change(&mut thread, &lost, at(130)), Err(Refused::Snooze));
}

#[test]
fn labels_are_a_set() {
    let mut thread = opened();
    let labels = |add: &[&str], remove: &[&str]| TicketChange {
        add_labels: add.iter().map(|&label| label.to_owned()).collect(),
        remove_labels: remove.iter().map(|&label| label.to_owned()).collect(),
        ..TicketChange::default()
    };
    change(&mut thread, &labels(&["refund", " vip ", "refund"], &[]), at(1)).expect("labels");
    assert_eq!(ticket(&thread).labels, ["refund", "vip"]);
    assert_eq!(change(&mut thread, &labels(&["vip"], &["nothing"]), at(2)), Ok(Vec::new()));
    let changed = change(&mut thread, &labels(&["late"], &["vip"]), at(3)).expect("labels");
    let (added, removed) = (vec!["late".to_owned()], vec!["vip".to_owned()]);
    assert_eq!(changed, [Happening::Labelled { added, removed }]);
    assert_eq!(change(&mut thread, &labels(&["two\nlines"], &[]), at(4)), Err(Refused::Label));
    let many: Vec<String> = (0..20).map(|number| format!("label {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(change(&mut thread, &labels(&many, &[]), at(5)), Err(Refused::TooManyLabels));
    assert_eq!(ticket(&thread).labels, ["late", "refund"], "what is refused changes nothing");
}

#[derive(Debug, Clone)]
enum Step {
    Customer,
    Member { by: i64 },
    Change { status: Option<u8>, until: Option<i64>, assignee: Option<Option<i64>> },
    Wake,
}

fn step() -> impl Strategy<Value = Step> {
    let assignee = proptest::option::of(proptest::option::of(1..4_i64));
    prop_oneof![
        Just(Step::Customer),
        (1..4_i64).prop_map(|by| Step::Member { by }),
        (proptest::option::of(0..4_u8), proptest::option::of(0..500_i64), assignee)
            .prop_map(|(status, until, assignee)| Step::Change { status, until, assignee }),
        Just(Step::Wake),
    ]
}

proptest! {
    #[test]
    fn whatever_happens_a_thread_makes_sense(steps in proptest::collection::vec((step(), 1..100_i64), 1..60)) {
        let mut thread = Thread::default();
        let mut seconds = 0;
        for (step, pause) in steps {
            seconds += pause;
            let before = thread.clone();
            let outcome = match step {
                Step::Customer => Ok(customer_wrote(&mut thread, now(seconds), 60)),
                Step::Member { by } => Ok(member_wrote(&mut thread, AccountId::new(by), now(seconds))),
                Step::Change { status, until, assignee } => {
                    let statuses = [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Snoozed, TicketStatus::Resolved];
                    let wanted = TicketChange {
                        status: status.map(|number| statuses[usize::from(number)]),
                        snoozed_until: until.map(at),
                        assignee: assignee.map(|to| to.map(AccountId::new)),
                        ..TicketChange::default()
                    };
                    change(&mut thread, &wanted, at(seconds))
                }
                Step::Wake => Ok(wake(&mut thread, at(seconds))),
            };
            let holder = |thread: &Thread| thread.ticket.as_ref().and_then(|ticket| ticket.assignee);
            match outcome {
                Err(_) => prop_assert_eq!(&thread, &before, "what is refused changes nothing"),
                Ok(happenings) if happenings.is_empty() => prop_assert_eq!(holder(&thread), holder(&before)),
                Ok(_) => {}
            }
            prop_assert!(thread.epoch >= before.epoch);
            prop_assert_eq!(thread.epoch == before.epoch, holder(&thread) == holder(&before), "the epoch tells every change of hands");
            if let Some(ticket) = &thread.ticket {
                prop_assert_eq!(ticket.resolved_at.is_some(), ticket.status == TicketStatus::Resolved);
                prop_assert!(ticket.snoozed_until.is_none() || ticket.status == TicketStatus::Snoozed);
                prop_assert!(ticket.waiting_since.is_none() || ticket.status != TicketStatus::Resolved);
                prop_assert!(ticket.first_response_at.is_none_or(|first| first >= ticket.opened_at));
            }
        }
    }
}
