//! The demo: six people who know each other, their faces, and what they wrote in the last days; and a shop with its agents and
//! customers. Made by the same commands that people's clients use, on a clock that stands where the story is.
//!
//! Never: a store that has accounts already, a word to anyone else's.

mod avatars;
mod large;
mod paint;
mod people;
mod play;
mod shop;
mod threads;

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::{Messaging, Settings};
use subrosa_proto::{AccountId, Clock, Timestamp};
use subrosa_server::Metrics;
use subrosa_store::Options;

use crate::config::{self, Places};
use crate::failure::Failure;
use crate::machine::SystemClock;
use crate::parts;

pub(crate) use large::{Made, Size};

/// How to sign in as one of the people.
#[derive(Debug, Serialize)]
pub(crate) struct SignIn {
    pub(crate) handle: &'static str,
    pub(crate) name: &'static str,
    pub(crate) password: &'static str,
    /// The brand that they answer for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) brand: Option<&'static str>,
}

/// Fills an empty store; nothing when it has accounts.
pub(crate) fn fill(data: &Path) -> Result<Option<Vec<SignIn>>, Failure> {
    on_an_empty_store(data, async |stage| {
        play::play(&stage.messaging, &stage.clock, stage.now).await?;
        shop::play(&stage.messaging, &stage.clock, stage.now).await?;
        stage.messaging.finish_jobs().await?;
        Ok(people::PEOPLE.iter().map(sign_in).chain(shop::sign_ins()).collect())
    })
}

/// Fills an empty store with very much; nothing when it has accounts. `done` hears how many customers are ready.
pub(crate) fn fill_large(data: &Path, size: Size, done: impl Fn(usize)) -> Result<Option<Made>, Failure> {
    on_an_empty_store(data, async |stage| large::fill(&stage.messaging, &stage.clock, stage.now, size, done).await)
}

/// Where a demo is played.
struct Stage {
    messaging: Messaging,
    clock: Arc<play::StoryClock>,
    now: Timestamp,
}

/// Plays something on a store without accounts; nothing where there are any.
fn on_an_empty_store<T>(
    data: &Path,
    play: impl AsyncFnOnce(Stage) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    let metrics = Metrics::new();
    let config = config::load(&Places { data: Some(data), ..Places::default() })?.config;
    parts::with_store(data, config.postgres.as_ref(), &metrics, &Options::default(), async |db| {
        let now = SystemClock.now();
        let clock = play::StoryClock::new(now);
        // A week of six lives passes in a second.
        let rate = Rate { per_minute: 1_000_000_000, burst: 100_000_000 };
        let limits = LimitSettings { messages: rate, commands: rate, starts: rate, ..LimitSettings::default() };
        let settings = Settings { limits, ..Settings::default() };
        let messaging = parts::start_messaging(db, Bus::new(), None, clock.clone(), &metrics, settings)?;
        if !messaging.list_accounts(&Actor::Operator, AccountId::new(0), 1).await?.is_empty() {
            return Ok(None);
        }
        play(Stage { messaging, clock, now }).await.map(Some)
    })
}

const fn sign_in(person: &people::Person) -> SignIn {
    SignIn { handle: person.handle, name: person.name, password: people::PASSWORD, brand: None }
}
