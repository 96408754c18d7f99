//! A bot on real threads: answers, and steps of its flow, a second of one processor core, each answer written with its session; and how much
//! later the bot's answer comes than the customer's own message.

use std::path::Path;
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use subrosa_access::Actor;
use subrosa_client::raw::{Dialer, Reader, Writer, frame};
use subrosa_engage::Engage;
use subrosa_proto::ConversationId;
use subrosa_proto::bot::{NewBot, PublishBot};
use subrosa_proto::brand::{NewBrand, Role};
use subrosa_proto::frame::InConversation;
use tokio::task::JoinSet;

use super::open;
use crate::Failure;
use crate::node::Node;
use crate::people::{Person, Workshop, message};

/// Two questions, thanks and an end: two of three answers keep a session that goes on.
const FLOW: &str = r#"
v: 1
name: Survey
language: en
start: first
triggers: { always: true }
variables: { one: { kind: text }, two: { kind: text } }
nodes:
  first: { ask: { text: "What do you look for?", into: one, then: second, otherwise: people } }
  second: { ask: { text: "And for whom, if not {{ one }}?", into: two, then: thanks, otherwise: people } }
  thanks: { say: { text: "Thank you, {{ two }}.", then: done } }
  done: { end: {} }
  people: { hand_over: {} }
"#;

/// Steps that the engine takes in the flow from its beginning to its end, over three answers: `first`; `second`; `thanks` and `done`.
const STEPS_OF_AN_ANSWER: f64 = 4.0 / 3.0;

/// What one run gave.
pub(crate) struct Run {
    /// Answers, and steps of the flow, a second; and processor cores that the server took for them and for the customers' messages.
    pub(crate) answers: f64,
    pub(crate) steps: f64,
    pub(crate) cores: f64,
    /// Microseconds from the customer's own message, as it comes back, to the bot's answer, at a steady rate.
    pub(crate) added: Histogram<u64>,
}

/// One run: `customers` who write as fast as they are answered; then as many who write at a steady rate.
///
/// # Errors
/// When anything is refused or lost, or the bot answers anything else than expected.
pub(crate) async fn measure(folder: &Path, customers: usize, rate: u32, seconds: u64) -> Result<Run, Failure> {
    let workshop = Workshop::open(folder)?;
    let made = people(&workshop, customers).await?;
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    let dialer = Dialer::new(&node.url(), 8 * 1024)?;
    let mut sockets = Vec::new();
    for (person, conversation) in made {
        let (writer, reader) = open(&dialer, &person.token).await?;
        sockets.push(Customer { writer, reader, conversation, sent: 0 });
    }
    let warm = run(sockets, Duration::ZERO, Duration::from_secs(1)).await?;
    let (begun, cpu) = (Instant::now(), node.cpu_seconds()?);
    let fast = run(warm.customers, Duration::ZERO, Duration::from_secs(seconds)).await?;
    let took = begun.elapsed().as_secs_f64();
    let cores = (node.cpu_seconds()? - cpu) / took;
    let pause = Duration::from_secs(1) * u32::try_from(customers)? / rate;
    let steady = run(fast.customers, pause, Duration::from_secs(seconds)).await?;
    #[expect(clippy::cast_precision_loss, reason = "a benchmark counts thousands of answers, not 2^52")]
    let answers = fast.added.len() as f64 / took;
    Ok(Run { answers, steps: answers * STEPS_OF_AN_ANSWER, cores, added: steady.added })
}

/// A brand with its bot, and customers of it.
async fn people(workshop: &Workshop, customers: usize) -> Result<Vec<(Person, ConversationId)>, Failure> {
    let owner = workshop.person("olga").await?;
    let engage = Engage::new(workshop.messaging.clone());
    let new = NewBrand { handle: "shop".to_owned(), display_name: "Shop".to_owned(), bio: String::new() };
    let brand = engage.create_brand(&owner.actor, new).await?.account.id;
    let Actor::Person { account: person, device } = owner.actor else { return Err("the owner is a person".into()) };
    let owner = Actor::Member { brand, held: Role::Owner.into(), person, device };
    let bot = engage.create_bot(&owner, NewBot { name: "Survey".to_owned(), own: None }).await?.account.id;
    let publish = PublishBot { source: FLOW.to_owned(), remark: String::new(), live: true };
    engage.publish_bot(&owner, bot, publish).await?;
    let mut making = JoinSet::new();
    for index in 0..customers {
        let workshop = workshop.clone();
        making.spawn(async move {
            let customer = workshop.person(&format!("customer{index}")).await?;
            let conversation = workshop.conversation(&customer, "shop").await?;
            Ok::<_, Failure>((customer, conversation))
        });
    }
    making.join_all().await.into_iter().collect()
}

struct Customer {
    writer: Writer,
    reader: Reader,
    conversation: ConversationId,
    sent: u64,
}

struct Done {
    customers: Vec<Customer>,
    added: Histogram<u64>,
}

/// Lets all customers write, each when it was answered and a pause is over.
async fn run(customers: Vec<Customer>, pause: Duration, time: Duration) -> Result<Done, Failure> {
    let (mut tasks, until) = (JoinSet::new(), Instant::now() + time);
    let count = u32::try_from(customers.len())?;
    for (index, mut customer) in (0..).zip(customers) {
        tasks.spawn(async move {
            let mut added = Histogram::<u64>::new(3)?;
            let mut next = tokio::time::Instant::now() + pause * index / count;
            while Instant::now() < until {
                if !pause.is_zero() {
                    tokio::time::sleep_until(next).await;
                    next += pause;
                }
                let took = customer.ask().await?.as_micros();
                added.record(u64::try_from(took)?.max(1))?;
            }
            Ok::<_, Failure>((customer, added))
        });
    }
    let mut done = Done { customers: Vec::new(), added: Histogram::new(3)? };
    while let Some(task) = tasks.join_next().await {
        let (customer, added) = task??;
        done.customers.push(customer);
        done.added.add(added)?;
    }
    Ok(done)
}

impl Customer {
    /// Writes, and waits for the answer: the time from the own message, as it comes back, to that.
    async fn ask(&mut self) -> Result<Duration, Failure> {
        self.sent += 1;
        let params = InConversation { conversation: self.conversation, params: message() };
        self.writer.feed(frame("send_message", Some(self.sent), &params)?).await?;
        self.writer.flush().await?;
        let mut own = None;
        loop {
            let next = tokio::time::timeout(Duration::from_secs(10), self.reader.next());
            let frame = next.await.map_err(|_| "the bot does not answer")??.ok_or("the server hung up")?;
            let Some(entry) = frame.entry() else { continue };
            for event in &entry.events {
                if event.client_id == params.params.client_id {
                    own = Some(Instant::now());
                } else if let Some(own) = own {
                    return Ok(own.elapsed());
                }
            }
        }
    }
}
