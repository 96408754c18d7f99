//! Several pairs of people who all write at once.

use std::future::Future;

use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::writing::person::{Ended, Order};
use crate::writing::{Person, Verdict};
use crate::{Node, Outcome};

/// The people of a test; each two that follow each other are a pair.
pub struct People(pub Vec<Person>);

impl People {
    /// Signs up pairs of people, each with so many messages on their way at once.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn sign_up(node: &Node, pairs: usize, window: usize, luck: &mut fastrand::Rng) -> Outcome<Self> {
        let mut people = Vec::new();
        for number in 0..pairs {
            people.extend(Person::pair(&node.url(), number, window, luck).await?);
        }
        Ok(Self(people))
    }

    /// All write, each until their connection breaks or until `go_on` says no and everything is acknowledged, while
    /// `meanwhile` happens. Returns how it ended for each, and what came of the other.
    ///
    /// # Errors
    /// When the server answered someone what it must not.
    pub async fn write_while<T>(
        &mut self,
        url: &str,
        go_on: &watch::Receiver<Order>,
        meanwhile: impl Future<Output = Outcome<T>>,
    ) -> Outcome<(Vec<Ended>, T)> {
        let mut writing = JoinSet::new();
        for (place, mut person) in self.0.drain(..).enumerate() {
            let (url, go_on) = (url.to_owned(), go_on.clone());
            writing.spawn(async move {
                let ended = person.write(&url, go_on).await;
                (place, person, ended)
            });
        }
        // Where that fails nobody is told to stop: the writing ends with the set.
        let value = meanwhile.await?;
        let mut back = writing.join_all().await;
        back.sort_by_key(|(place, ..)| *place);
        let mut endings = Vec::new();
        let mut failure = None;
        for (_, person, ended) in back {
            match ended {
                Ok(ended) => endings.push(ended),
                Err(error) => failure = Some(format!("{}: {error}", person.handle)),
            }
            self.0.push(person);
        }
        match failure {
            Some(failure) => Err(failure.into()),
            None => Ok((endings, value)),
        }
    }

    /// All send what is still theirs to send, until everything is acknowledged.
    ///
    /// # Errors
    /// When that does not happen.
    pub async fn settle(&mut self, node: &Node) -> Outcome<()> {
        let (_stop, stopped) = watch::channel(Order::Finish);
        let (endings, ()) = self.write_while(&node.url(), &stopped, async { Ok(()) }).await?;
        if endings.contains(&Ended::Broken) {
            return Err("a connection broke although the server was left alone".into());
        }
        Ok(())
    }

    /// Holds the server to everything it ever told these people, and each client's view to what the server has.
    ///
    /// # Errors
    /// When the server can't be reached or refuses.
    pub async fn judge(&mut self, node: &Node) -> Outcome<Verdict> {
        let mut verdict = Verdict::default();
        for pair in self.0.chunks_mut(2) {
            let [left, right] = pair else { return Err("people come in pairs".into()) };
            for person in [&mut *left, &mut *right] {
                person.catch_up(&node.url()).await?;
                verdict.add(std::mem::take(&mut person.verdict));
            }
            let log = left.history.log(&node.url()).await?;
            verdict.judge(&log, &[&left.ledger, &right.ledger], u64::MAX);
            if log != right.history.log(&node.url()).await? {
                verdict.lost(format!("{} and {} see different logs", left.handle, right.handle));
            }
            for person in [&*left, &*right] {
                let seen = person.view.logs.get(&person.history.conversation);
                if seen.map_or(&[][..], Vec::as_slice) != log {
                    verdict.lost(format!("the view of {} is not what the server has", person.handle));
                }
            }
        }
        Ok(verdict)
    }

    /// Holds a server that lost its power at `moment` to what these people had heard until then.
    ///
    /// # Errors
    /// When the server can't be reached.
    pub async fn judge_at(&self, node: &Node, moment: u64) -> Outcome<Verdict> {
        let mut verdict = Verdict::default();
        for pair in self.0.chunks(2) {
            let [left, right] = pair else { return Err("people come in pairs".into()) };
            match left.history.log(&node.url()).await {
                Ok(log) => verdict.judge(&log, &[&left.ledger, &right.ledger], moment),
                Err(error) => verdict.lost(format!("{} and what they wrote are gone: {error}", left.handle)),
            }
            for person in [left, right] {
                let heard = person.seen.partition_point(|(seen, _)| *seen < moment);
                let Some((_, cursor)) = heard.checked_sub(1).and_then(|last| person.seen.get(last)) else { continue };
                match person.is_known(&node.url(), *cursor).await {
                    Ok(true) => {}
                    Ok(false) => {
                        verdict.lost(format!("{} saw {cursor}, which the server no longer knows", person.handle));
                    }
                    Err(error) => verdict.lost(format!("{} can't go on: {error}", person.handle)),
                }
            }
        }
        Ok(verdict)
    }
}
