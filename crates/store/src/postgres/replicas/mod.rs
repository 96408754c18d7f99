//! Replicas: standbys that give pages of history, in turn. Whatever is wrong with one, the primary gives the page.
//!
//! Never: an error, anything but whole spans of logs, a wait for a replica that has just failed.

mod look;
mod replica;
mod standing;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use subrosa_proto::Randomness;
use subrosa_proto::event::Event;
use subrosa_proto::sync::Epoch;
use tokio_util::task::LocalPoolHandle;

use super::PostgresOptions;
use crate::history::{HistoryPage, Span};
use crate::options::OnHistoryPage;
use crate::{Error, Fallback, Options};
use replica::Replica;
use standing::{Advice, Standing};

pub use look::{PostgresReplica, ReplicaStanding, postgres_replicas};

/// The replicas of a store, one at least. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Replicas {
    all: Arc<[Member]>,
    /// Whose turn it is.
    turn: Arc<AtomicUsize>,
    threads: LocalPoolHandle,
    randomness: Option<Arc<dyn Randomness>>,
    on_page: OnHistoryPage,
}

struct Member {
    replica: Replica,
    standing: Mutex<Standing>,
}

impl Member {
    fn standing(&self) -> MutexGuard<'_, Standing> {
        // Whoever panicked left nothing half done in it.
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Replicas {
    /// Those that are named, for a store of this epoch. None is connected to yet.
    pub(super) fn open(
        postgres: &PostgresOptions,
        options: &Options,
        epoch: Epoch,
        threads: LocalPoolHandle,
    ) -> Result<Option<Self>, Error> {
        let member = |url: &String| {
            let replica = Replica::new(url, postgres, epoch)?;
            Ok(Member { replica, standing: Mutex::new(Standing::new(Instant::now())) })
        };
        let all: Vec<Member> = postgres.replicas.iter().map(member).collect::<Result<_, Error>>()?;
        Ok((!all.is_empty()).then(|| Self {
            all: all.into(),
            turn: Arc::default(),
            threads,
            randomness: options.randomness.clone(),
            on_page: options.on_history_page.clone(),
        }))
    }

    /// Whether any of them is in use. Those whose rest is over are tried meanwhile.
    pub(crate) fn is_any_usable(&self) -> bool {
        let found = self.choose(Standing::advice);
        if let Err(why) = found {
            self.tell(HistoryPage::Primary(why));
        }
        found.is_ok()
    }

    /// The events of a span from the replica whose turn it is, if it gives all of them.
    pub(crate) async fn read(&self, span: Span) -> Option<Vec<Event>> {
        let outcome = match self.choose(|standing, now| standing.advice_for(span.newest_id, now)) {
            Ok(chosen) => self.ask(chosen, span).await,
            Err(why) => Err(why),
        };
        self.tell(match &outcome {
            Ok(_) => HistoryPage::Replica,
            Err(why) => HistoryPage::Primary(*why),
        });
        outcome.ok()
    }

    /// The next one in turn that is to be asked.
    fn choose(&self, advice: impl Fn(&mut Standing, Instant) -> Advice) -> Result<usize, Fallback> {
        let now = Instant::now();
        let first = self.turn.fetch_add(1, Ordering::Relaxed);
        let mut why = Fallback::Resting;
        let mut chosen = None;
        for index in (0..self.all.len()).map(|step| first.wrapping_add(step) % self.all.len()) {
            // Also behind the chosen one, so that those whose rest is over are tried.
            let mut standing = self.all[index].standing();
            match advice(&mut standing, now) {
                Advice::Ask => chosen = chosen.or(Some(index)),
                Advice::Try => self.try_again(index),
                Advice::Leave(Fallback::Behind) => why = Fallback::Behind,
                Advice::Leave(_) => {}
            }
        }
        chosen.ok_or(why)
    }

    /// Sees whether a replica can be used, beside everything else.
    fn try_again(&self, index: usize) {
        let replicas = self.clone();
        drop(self.threads.spawn_pinned(move || async move {
            let member = &replicas.all[index];
            let place = &member.replica.place;
            match member.replica.probe().await {
                Ok(()) => {
                    member.standing().came_back();
                    tracing::info!(replica = place, "pages of history are read from a replica");
                }
                Err(why) => {
                    member.standing().failed(Instant::now(), replicas.random());
                    tracing::debug!(replica = place, why = why.word(), "a replica can't be used yet");
                }
            }
        }));
    }

    async fn ask(&self, index: usize, span: Span) -> Result<Vec<Event>, Fallback> {
        let all = Arc::clone(&self.all);
        // On the store's threads, where a page that nobody waits for any more ends in order.
        let asked = self.threads.spawn_pinned(move || async move { all[index].replica.read(&span).await });
        let outcome = asked.await.unwrap_or(Err(Fallback::Failed));
        let member = &self.all[index];
        match outcome {
            Ok(_) => member.standing().gave(span.newest_id),
            Err(Fallback::Behind) => member.standing().lacked(span.newest_id, Instant::now(), self.random()),
            // It does what it can.
            Err(Fallback::Busy) => {}
            Err(why) => {
                if member.standing().failed(Instant::now(), self.random()) {
                    let replica = &member.replica.place;
                    tracing::warn!(replica, why = why.word(), "a replica is left alone for a while");
                }
            }
        }
        outcome
    }

    fn tell(&self, page: HistoryPage) {
        if let Some(on_page) = &self.on_page {
            on_page(page);
        }
    }

    fn random(&self) -> u32 {
        let mut bytes = [0; 4];
        if let Some(randomness) = &self.randomness {
            randomness.fill(&mut bytes);
        }
        u32::from_le_bytes(bytes)
    }
}
