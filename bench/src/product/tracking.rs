//! What systems of a brand tell: events a second that are in the store for good, told in batches over HTTP, of very many visitors.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use hdrhistogram::Histogram;
use serde_json::{Value, json};
use subrosa_access::Actor;
use subrosa_engage::Engage;
use subrosa_proto::brand::{NewBrand, Role};
use subrosa_proto::source::SaveSource;
use tokio::task::JoinSet;

use crate::Failure;
use crate::node::Node;
use crate::people::Workshop;

/// How events are told.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Load {
    pub(crate) tellers: u64,
    /// Events of one request.
    pub(crate) batch: u64,
    /// Whom they are of.
    pub(crate) users: u64,
    pub(crate) time: Duration,
}

/// What one run gave.
pub(crate) struct Run {
    pub(crate) events: f64,
    pub(crate) cores: f64,
    /// Microseconds of a request.
    pub(crate) took: Histogram<u64>,
}

/// One run.
///
/// # Errors
/// When anything is refused or counts more or less than once.
pub(crate) async fn measure(folder: &Path, load: Load) -> Result<Run, Failure> {
    let workshop = Workshop::open(folder)?;
    let owner = workshop.person("olga").await?;
    let engage = Engage::new(workshop.messaging.clone());
    let new = NewBrand { handle: "shop".to_owned(), display_name: "Shop".to_owned(), bio: String::new() };
    let brand = engage.create_brand(&owner.actor, new).await?.account.id;
    let Actor::Person { account: person, device } = owner.actor else { return Err("the owner is a person".into()) };
    let owner = Actor::Member { brand, held: Role::Owner.into(), person, device };
    let key = engage.create_source(&owner, SaveSource { name: "Shop".to_owned(), currency: None }).await?.write_key;
    drop(engage);
    workshop.close(folder).await;
    let node = Node::start(folder).await?;
    // Most visitors are known by then, as they are on most days.
    tell(&node, &key, Load { time: Duration::from_secs(2), ..load }, 0).await?;
    let (begun, cpu) = (Instant::now(), node.cpu_seconds()?);
    let (events, took) = tell(&node, &key, load, 1 << 40).await?;
    let seconds = begun.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a benchmark tells millions of events, not 2^52")]
    let events = events as f64 / seconds;
    Ok(Run { events, cores: (node.cpu_seconds()? - cpu) / seconds, took })
}

/// Tells as fast as it is taken: how many events, and how long each request took.
async fn tell(node: &Node, key: &str, load: Load, first: u64) -> Result<(u64, Histogram<u64>), Failure> {
    let http = reqwest::Client::builder().no_proxy().build()?;
    let (url, key) = (format!("{}/v1/batch", node.url()), Arc::<str>::from(key));
    let (next, until) = (Arc::new(AtomicU64::new(first)), Instant::now() + load.time);
    let mut tellers = JoinSet::new();
    for _ in 0..load.tellers {
        let (http, url, key, next) = (http.clone(), url.clone(), Arc::clone(&key), Arc::clone(&next));
        tellers.spawn(async move {
            let (mut told, mut took) = (0, Histogram::<u64>::new(3)?);
            while Instant::now() < until {
                let number = next.fetch_add(load.batch, Ordering::Relaxed);
                let calls: Vec<Value> = (number..number + load.batch).map(|number| event(number, load.users)).collect();
                let sent_at = now();
                let body = json!({"batch": calls, "sentAt": sent_at}).to_string();
                let asked = Instant::now();
                let answer = http.post(&url).basic_auth(&*key, None::<&str>).body(body).send().await?;
                let answer: Value = answer.error_for_status()?.json().await?;
                took.record(u64::try_from(asked.elapsed().as_micros())?.max(1))?;
                if answer["taken"] != load.batch {
                    return Err(format!("{} events of {} were taken", answer["taken"], load.batch).into());
                }
                told += load.batch;
            }
            Ok::<_, Failure>((told, took))
        });
    }
    let (mut told, mut took) = (0, Histogram::new(3)?);
    while let Some(teller) = tellers.join_next().await {
        let (some, times) = teller??;
        told += some;
        took.add(times)?;
    }
    Ok((told, took))
}

/// Milliseconds since 1970, as programs may say moments.
fn now() -> u64 {
    let since = std::time::SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(0)
}

/// An event as an SDK writes it, of one of the users, now.
fn event(number: u64, users: u64) -> Value {
    let name = ["Product Viewed", "Product Added", "Page Viewed", "Checkout Started"]
        [usize::try_from(number % 4).unwrap_or(0)];
    // Spread over all of them, as people come.
    let user = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) % users;
    json!({
        "type": "track", "messageId": uuid::Uuid::new_v4(), "userId": format!("user-{user}"), "event": name, "timestamp": now(),
        "properties": {"sku": format!("T-{}", number % 97), "category": "Bowls", "price": 34.5, "path": "/shop/bowls/blue"},
        "context": {"library": {"name": "bench", "version": "1"}}, "integrations": {},
    })
}
