//! A bot answers each customer's message once, whoever takes its steps, and says nothing more where a person has taken the thread.

use std::time::Duration;

use serde_json::value::RawValue;
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::bot::{NewBot, PublishBot};
use subrosa_proto::conversation::StartConversation;
use subrosa_proto::event::{Event, PageRequest};
use subrosa_proto::{Body, ConversationId};
use subrosa_testkit::stores::Kind;

use crate::shop;
use crate::world::{self, TestWorld};

/// Says again what the customer says, as long as anyone does.
pub(crate) const ECHO: &str = r#"
v: 1
name: Echo
language: en
start: echo
triggers: { always: true }
variables: { words: { kind: text } }
nodes:
  echo:
    ask: { text: "You said {{ message }}.", into: words, then: echo, otherwise: people }
  people: { hand_over: {} }
"#;

const CUSTOMERS: usize = 6;
const MESSAGES: u128 = 12;
/// How many take steps at once, each as if it were another node.
const RUNNERS: usize = 3;

/// Makes a bot of this flow and puts it live.
pub(crate) async fn open(engage: &Engage, owner: &Actor, source: &str) {
    let bot = engage.create_bot(owner, NewBot { name: "Echo".to_owned(), own: None }).await.expect("a bot").account.id;
    let publish = PublishBot { source: source.to_owned(), remark: String::new(), live: true };
    engage.publish_bot(owner, bot, publish).await.expect("a version");
}

fn read(body: &RawValue) -> Body {
    serde_json::from_str(body.get()).expect("a body")
}

/// What was said, by whom: `c` the customer, `b` the bot, `p` a person of the brand.
fn said(events: &[Event], customer: &Actor) -> Vec<(char, String)> {
    let voice = |event: &Event| {
        let body = read(&event.body);
        let who = if body.automatic {
            'b'
        } else if Some(event.author) == customer.account() {
            'c'
        } else {
            'p'
        };
        (who, body.text)
    };
    events.iter().map(voice).collect()
}

async fn log(world: &TestWorld, by: &Actor, conversation: ConversationId) -> Vec<Event> {
    let request = PageRequest { after: Some(0), limit: Some(100), ..PageRequest::default() };
    world.messaging.read_events(by, conversation, request).await.expect("a page").events
}

async fn every_message_is_answered_once(kind: Kind) {
    let world = world::open(kind).await;
    let engage = Engage::new(world.messaging.clone());
    let owner = world.person("olga").await;
    let member = shop::open(&world.messaging, &owner).await;
    open(&engage, &member, ECHO).await;
    let mut customers = Vec::new();
    for number in 0..CUSTOMERS {
        let customer = world.person(&format!("customer{number}")).await;
        let request = StartConversation { handle: "shop".to_owned() };
        let started = world.messaging.start_conversation(&customer, request).await.expect("starts");
        customers.push((customer, started.0.conversation.id));
    }
    let runners: Vec<_> = (0..RUNNERS)
        .map(|_| {
            let (engage, clock) = (engage.clone(), world.clock.clone());
            tokio::spawn(async move {
                for _ in 0..60 {
                    // Further than a claim holds, so that all are at the same steps.
                    clock.forward(Duration::from_secs(40));
                    engage.run_due_bots().await.expect("runs");
                    tokio::task::yield_now().await;
                }
            })
        })
        .collect();
    for number in 0..MESSAGES {
        for (index, (customer, conversation)) in customers.iter().enumerate() {
            let client_id = number * 100 + u128::try_from(index).expect("small") + 1;
            world.send(customer, *conversation, client_id, &format!("m{number}")).await.expect("sends");
            // In every third conversation a person comes at half time.
            if index % 3 == 0 && number == MESSAGES / 2 {
                world.send(&member, *conversation, 9_000 + client_id, "a person").await.expect("sends");
            }
        }
    }
    for runner in runners {
        runner.await.expect("no panic");
    }
    for _ in 0..MESSAGES {
        world.clock.forward(Duration::from_secs(40));
        engage.run_due_bots().await.expect("runs");
    }
    for (index, (customer, conversation)) in customers.iter().enumerate() {
        let said = said(&log(&world, customer, *conversation).await, customer);
        let mut unanswered = std::collections::VecDeque::new();
        let mut is_taken = false;
        for (who, text) in &said {
            match who {
                'c' if !is_taken => unanswered.push_back(format!("You said {text}.")),
                'b' => {
                    assert!(!is_taken, "nothing after a person: {said:?}");
                    assert_eq!(Some(text.clone()), unanswered.pop_front(), "each once, in order: {said:?}");
                }
                'p' => is_taken = true,
                _ => {}
            }
        }
        assert_eq!(is_taken, index % 3 == 0);
        assert!(is_taken || unanswered.is_empty(), "all were answered: {said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_is_answered_once_in_a_folder() {
    every_message_is_answered_once(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_message_is_answered_once_on_postgresql() {
    every_message_is_answered_once(Kind::Postgres).await;
}
