//! Commands at a brand, for the property of sync: what its customers write, and what a member answers, notes and changes.

use proptest::prelude::*;
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_messaging::{Error, Messaging};
use subrosa_proto::brand::NewBrand;
use subrosa_proto::closing::ClosingSettings;
use subrosa_proto::conversation::{MarkRead, StartConversation};
use subrosa_proto::journal::{JournalRequest, WriteNote};
use subrosa_proto::level::{LevelHours, LevelPolicy, LevelTime, ServiceLevels};
use subrosa_proto::offer::Chosen;
use subrosa_proto::retention::RetentionSettings;
use subrosa_proto::survey::SurveySettings;
use subrosa_proto::ticket::{TicketChange, TicketStatus};
use subrosa_proto::wait::{WaitLanguage, WaitSettings, WaitTold};
use subrosa_proto::{Body, ClientId, ConversationId, ErrorCode};
use subrosa_store::brand_retention;

use crate::{promotions, world};

/// Which of the people are customers; the other is the member.
const CUSTOMERS: [usize; 2] = [0, 2];

/// One command about the conversation with one of the customers.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    customer: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Ask,
    Answer {
        epoch: Option<u8>,
    },
    /// The customer and the member at once.
    Both,
    Note {
        name: u8,
    },
    Change {
        status: u8,
        assign: bool,
        label: u8,
    },
    Snooze {
        seconds: u8,
    },
    Read,
    Wake,
    /// The clocks of service levels are looked at.
    Ring,
    /// Pending tickets whose customers do not answer are closed.
    Close,
    /// What the brand keeps no longer is removed.
    Remove,
    /// Customers are asked what they think.
    AskDue,
    /// The customer taps what a survey may have offered.
    Tap {
        seq: u8,
        score: u8,
    },
    /// A campaign goes to all who agree, this customer among them.
    Promote,
    /// The customer reads so far.
    CustomerReads {
        seq: u8,
    },
    /// What nobody has read of campaigns is taken back.
    Recall,
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let what = prop_oneof![
        4 => Just(What::Ask),
        3 => proptest::option::of(0..6_u8).prop_map(|epoch| What::Answer { epoch }),
        1 => Just(What::Both),
        2 => any::<u8>().prop_map(|name| What::Note { name }),
        3 => (0..4_u8, any::<bool>(), 0..4_u8).prop_map(|(status, assign, label)| What::Change { status, assign, label }),
        1 => (1..100_u8).prop_map(|seconds| What::Snooze { seconds }),
        1 => Just(What::Read),
        1 => Just(What::Wake),
        2 => Just(What::Ring),
        1 => Just(What::Close),
        2 => Just(What::Remove),
        2 => Just(What::AskDue),
        2 => (1..12_u8, 0..6_u8).prop_map(|(seq, score)| What::Tap { seq, score }),
        3 => Just(What::Promote),
        2 => (1..12_u8).prop_map(|seq| What::CustomerReads { seq }),
        2 => Just(What::Recall),
    ];
    (0..CUSTOMERS.len(), what).prop_map(|(customer, what)| Step { customer: CUSTOMERS[customer], what })
}

/// Makes the brand; the person as the member who acts for it.
pub(crate) async fn open(messaging: &Messaging, owner: &Actor) -> Actor {
    let new = NewBrand { handle: "shop".to_owned(), display_name: "Shop".to_owned(), bio: String::new() };
    let engage = Engage::new(messaging.clone());
    let brand = engage.create_brand(owner, new).await.expect("a brand");
    let member = Actor::Member {
        brand: brand.account.id,
        held: brand.role.into(),
        person: owner.account().expect("a person"),
        device: owner.device().expect("a device"),
    };
    let time = |minutes| Some(LevelTime { minutes, hours: LevelHours::Always });
    let policy = |name: &str, labels: &[&str], minutes| LevelPolicy {
        name: name.to_owned(),
        priorities: Vec::new(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        first_response: time(minutes),
        next_response: time(minutes),
        resolution: time(2 * minutes),
        pauses: true,
    };
    let policies = vec![policy("Quick", &["label 1", "label 2"], 1), policy("All", &[], 2)];
    let levels = ServiceLevels { policies, warning_percent: 25 };
    engage.set_service_levels(&member, levels).await.expect("levels");
    let survey = SurveySettings { is_on: true, delay_minutes: 0, quiet_days: 0, ..SurveySettings::default() };
    engage.set_survey(&member, survey).await.expect("a survey");
    let closing = ClosingSettings { is_on: true, days: 1, message: "We close this.".to_owned() };
    engage.set_closing(&member, closing).await.expect("closes");
    let shop = brand.account.id;
    // Shorter than a brand may say, so that days of the test's clock are enough.
    let day = RetentionSettings { conversations_days: Some(1), ..RetentionSettings::default() };
    let kept = messaging.db().write(async move |tx| brand_retention::save(tx, shop, day).await);
    kept.await.expect("is kept for a day");
    let wait = WaitSettings { told: WaitTold::Always, language: WaitLanguage::En };
    engage.set_wait(&member, wait).await.expect("tells");
    promotions::open(&engage, &member).await;
    member
}

/// What may be refused, because it depends on what happened before.
fn done_or_refused<T>(outcome: Result<T, Error>) {
    if let Err(error) = outcome {
        let known = [ErrorCode::ThreadTaken, ErrorCode::TicketRefused, ErrorCode::ClientIdConflict];
        assert!(known.contains(&error.code()), "{error}");
    }
}

pub(crate) async fn take(messaging: &Messaging, people: &[Actor], step: Step) {
    let (customer, member) = (&people[step.customer], &people[3]);
    let request = StartConversation { handle: "shop".to_owned() };
    let conversation = messaging.start_conversation(customer, request).await.expect("starts").0.conversation.id;
    let send = |by: &Actor, epoch: Option<i64>| {
        let mut message = world::message(uuid::Uuid::now_v7().as_u128(), "at the shop");
        message.epoch = epoch;
        messaging.send_message(by, conversation, &message).expect("is taken")
    };
    let change = |change| messaging.change_ticket(member, conversation, change).expect("is taken");
    match step.what {
        What::Ask => drop(send(customer, None).await.expect("sends")),
        What::Answer { epoch } => done_or_refused(send(member, epoch.map(i64::from)).await),
        What::Both => {
            let (asked, answered) = tokio::join!(send(customer, None), send(member, None));
            asked.expect("sends");
            answered.expect("sends");
        }
        What::Note { name } => {
            let client_id = ClientId(uuid::Uuid::from_u128(u128::from(name % 8)));
            let note = |text: &str| WriteNote { client_id, body: Body::text(text) };
            let first = messaging.write_note(member, conversation, note("again and again")).await.expect("notes");
            let again = messaging.write_note(member, conversation, note("again and again")).await.expect("notes");
            assert_eq!(first, again);
            done_or_refused(messaging.write_note(member, conversation, note("something else")).await);
        }
        What::Change { status, assign, label } => {
            let statuses = [TicketStatus::Open, TicketStatus::Pending, TicketStatus::Snoozed, TicketStatus::Resolved];
            let wanted = TicketChange {
                status: Some(statuses[usize::from(status)]),
                assignee: Some(member.person().filter(|_| assign)),
                add_labels: vec![format!("label {label}")],
                remove_labels: vec![format!("label {}", 3 - label)],
                ..TicketChange::default()
            };
            done_or_refused(change(wanted).await);
        }
        What::Snooze { seconds } => {
            let until = messaging.now().plus_seconds(i64::from(seconds));
            let wanted = TicketChange {
                status: Some(TicketStatus::Snoozed),
                snoozed_until: Some(until),
                ..TicketChange::default()
            };
            done_or_refused(change(wanted).await);
        }
        What::Read => messaging.mark_read(member, conversation, MarkRead { seq: i64::MAX }).await.expect("marks"),
        What::Wake => drop(messaging.wake_due_tickets().await.expect("looks")),
        What::Ring => drop(messaging.ring_due_tickets().await.expect("looks")),
        What::Close => drop(messaging.close_due_tickets().await.expect("looks")),
        What::Remove => drop(messaging.remove_old_contents().await.expect("looks")),
        What::Promote => {
            let resolved = TicketChange { status: Some(TicketStatus::Resolved), ..TicketChange::default() };
            done_or_refused(change(resolved).await);
            promotions::promote(messaging, (customer, member), conversation).await;
        }
        What::CustomerReads { seq } => {
            messaging.mark_read(customer, conversation, MarkRead { seq: i64::from(seq) }).await.expect("marks");
        }
        What::Recall => promotions::recall(messaging, member).await,
        What::AskDue => drop(messaging.ask_due_customers().await.expect("looks")),
        What::Tap { seq, score } => {
            let id = if score == 0 { "survey:remark".to_owned() } else { format!("survey:{score}") };
            let chosen = Some(Chosen { seq: i64::from(seq), id });
            let tap = world::send(uuid::Uuid::now_v7().as_u128(), &Body { chosen, ..Body::text("tapped") });
            messaging.send_message(customer, conversation, &tap).expect("is taken").await.expect("sends");
        }
    }
}

/// The journal has no gaps, from its head back to its beginning, and stands among the messages in their order.
pub(crate) async fn check_journal(messaging: &Messaging, member: &Actor, id: ConversationId, head: i64) {
    let (mut before, mut after) = (head + 1, i64::MAX);
    while before > 1 {
        let request = JournalRequest { before: Some(before), limit: Some(7) };
        let page = messaging.read_journal(member, id, request).await.expect("a page");
        assert_eq!(page.head, head);
        assert!(!page.entries.is_empty(), "the journal of {id} ends at {before}");
        for entry in page.entries.iter().rev() {
            assert_eq!(entry.seq, before - 1);
            assert!(entry.after <= after);
            (before, after) = (entry.seq, entry.after);
        }
    }
}
