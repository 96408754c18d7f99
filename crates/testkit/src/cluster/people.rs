//! People of a cluster: the two of a pair are at different servers, and whoever loses a server goes to the next.

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinSet;

use super::Cluster;
use crate::Outcome;
use crate::crash::people::People;
use crate::writing::person::{Ended, Order};
use crate::writing::{Person, Verdict};

/// The wait before the next server is tried.
const AGAIN: Duration = Duration::from_millis(100);
/// How long it may take, after everything is whole again, until everyone has heard everything.
const UNTIL_HEARD: Duration = Duration::from_secs(90);

/// Everyone who writes.
pub struct Crowd {
    writing: JoinSet<Outcome<Person>>,
    orders: watch::Sender<Order>,
}

/// Writes until the order to end is carried out, at one server or another.
async fn write(
    mut person: Person,
    urls: Vec<String>,
    mut at: usize,
    orders: watch::Receiver<Order>,
) -> Outcome<Person> {
    loop {
        match person.write(&urls[at % urls.len()], orders.clone()).await {
            Ok(Ended::Settled) => return Ok(person),
            Ok(Ended::Broken) => {}
            Err(error) => return Err(format!("{} at server {}: {error}", person.handle, at % urls.len()).into()),
        }
        at += 1;
        tokio::time::sleep(AGAIN).await;
    }
}

impl Crowd {
    /// Signs up pairs of people and lets them write.
    ///
    /// # Errors
    /// When a server refuses.
    pub async fn start(cluster: &Cluster, pairs: usize, window: usize, luck: &mut fastrand::Rng) -> Outcome<Self> {
        let people = People::sign_up(cluster.node(0)?, pairs, window, luck).await?;
        let orders = watch::Sender::new(Order::Write);
        let mut writing = JoinSet::new();
        for (at, person) in people.0.into_iter().enumerate() {
            writing.spawn(write(person, cluster.urls(), at, orders.subscribe()));
        }
        Ok(Self { writing, orders })
    }

    /// Lets everyone finish and listen until they have heard everything, then holds the cluster to what it told them.
    ///
    /// # Errors
    /// When someone was answered what must not be, or does not hear everything.
    pub async fn judge(mut self, cluster: &Cluster) -> Outcome<Verdict> {
        self.orders.send_replace(Order::Listen);
        let mut people = Vec::new();
        let all = async {
            while let Some(person) = self.writing.join_next().await {
                people.push(person??);
            }
            Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
        };
        tokio::time::timeout(UNTIL_HEARD, all).await.map_err(|_| "some people are stuck")??;
        people.sort_by_key(|person| person.history.conversation);
        People(people).judge(cluster.node(0)?).await
    }
}
