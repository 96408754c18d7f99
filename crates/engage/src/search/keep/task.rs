//! The task that takes the steps: where the bell rang, and now and then wherever something is left.

use std::collections::VecDeque;
use std::time::Duration;

use subrosa_find::WORDS_VERSION;
use subrosa_messaging::{Error, Follower, Messaging};
use subrosa_proto::AccountId;
use subrosa_store::search;
use tokio::time::{Instant, sleep, timeout};

use super::step;
use crate::Engage;

/// What happens in so short a time is taken in together.
const GATHER: Duration = Duration::from_millis(200);
/// How often it looks by itself: for what other nodes left, and what was here before this node began.
const LOOK: Duration = Duration::from_secs(15);
const RETRY: Duration = Duration::from_secs(5);
/// How often a long way is reported.
const REPORT: Duration = Duration::from_secs(10);
/// Brands read at once when it looks.
const BRANDS: u32 = 500;

impl Engage {
    /// Starts to keep what happens findable. Ends with messaging. Must be called inside a Tokio runtime.
    pub fn keep_search(&self) {
        tokio::spawn(run(self.messaging.follow()));
    }

    /// Has all be found that has happened by now, here and at once.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn finish_search(&self) -> Result<(), Error> {
        loop {
            let behind = look(&self.messaging).await?;
            if behind.is_empty() {
                return Ok(());
            }
            for brand in behind {
                while step(&self.messaging, brand).await? {}
            }
        }
    }
}

async fn run(follower: Follower) {
    let mut due: VecDeque<AccountId> = VecDeque::new();
    let mut looked: Option<Instant> = None;
    let mut way = Way::default();
    loop {
        if due.is_empty() {
            let left = looked.map_or(Duration::ZERO, |looked| LOOK.saturating_sub(looked.elapsed()));
            if let Ok(changed) = timeout(left, follower.changed()).await {
                due.extend(changed);
                sleep(GATHER).await;
            }
        }
        let Some(messaging) = follower.messaging() else { return };
        let is_time = looked.is_none_or(|looked| looked.elapsed() >= LOOK);
        let outcome = if is_time {
            looked = Some(Instant::now());
            add_behind(&messaging, &mut due).await
        } else {
            one(&messaging, &mut due, &mut way).await
        };
        drop(messaging);
        if let Err(error) = outcome {
            tracing::warn!(%error, "search could not be kept up; it is tried again");
            sleep(RETRY).await;
        }
    }
}

/// All brands that are behind.
async fn look(messaging: &Messaging) -> Result<Vec<AccountId>, Error> {
    let mut all: Vec<AccountId> = Vec::new();
    loop {
        let after = all.last().copied().unwrap_or(AccountId::new(0));
        let read = messaging.db().read(async move |tx| search::behind(tx, after, WORDS_VERSION, BRANDS).await);
        let page = read.await.map_err(Error::from)?;
        let is_last = page.len() < usize::try_from(BRANDS).unwrap_or(usize::MAX);
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}

async fn add_behind(messaging: &Messaging, due: &mut VecDeque<AccountId>) -> Result<(), Error> {
    for brand in look(messaging).await? {
        if !due.contains(&brand) {
            due.push_back(brand);
        }
    }
    Ok(())
}

/// Takes a step for the brand whose turn it is.
async fn one(messaging: &Messaging, due: &mut VecDeque<AccountId>, way: &mut Way) -> Result<(), Error> {
    let Some(brand) = due.pop_front() else { return Ok(()) };
    let begun = Instant::now();
    let outcome = step(messaging, brand).await;
    match outcome {
        Ok(false) => way.ended(brand),
        Ok(true) => {
            due.push_back(brand);
            way.goes_on(messaging, brand).await;
            // As long as it worked it rests, so that half of the store's time is left to others.
            sleep(begun.elapsed()).await;
        }
        Err(_) => due.push_back(brand),
    }
    outcome.map(drop)
}

/// Tells of a way so long that somebody may wonder.
#[derive(Default)]
struct Way {
    reported: Option<Instant>,
    is_long: bool,
}

impl Way {
    async fn goes_on(&mut self, messaging: &Messaging, brand: AccountId) {
        let reported = *self.reported.get_or_insert_with(Instant::now);
        if reported.elapsed() < REPORT {
            return;
        }
        (self.reported, self.is_long) = (Some(Instant::now()), true);
        let read = messaging.db().read(async move |tx| {
            let shelf = search::find(tx, brand).await?;
            let newest = subrosa_store::counters::newest(tx, brand).await?;
            Ok::<_, subrosa_store::Error>((shelf.map_or(0, |shelf| shelf.number), newest))
        });
        if let Ok((number, newest)) = read.await {
            tracing::info!(%brand, number, newest, "older messages are being taken in for search");
        }
    }

    fn ended(&mut self, brand: AccountId) {
        if std::mem::take(&mut self.is_long) {
            tracing::info!(%brand, "search is up to date");
        }
        self.reported = None;
    }
}
