//! The demo: six people who know each other, their faces, and what they wrote in the last days. Made by the same
//! commands that people's clients use, on a clock that stands where the story is.
//!
//! Never: a store that has accounts already, a word to anyone else's.

mod avatars;
mod paint;
mod people;
mod play;
mod threads;

use std::path::Path;

use serde::Serialize;
use subrosa_access::{Actor, LimitSettings, Rate};
use subrosa_bus::Bus;
use subrosa_messaging::Settings;
use subrosa_proto::{AccountId, Clock};
use subrosa_server::Metrics;
use subrosa_store::Options;

use crate::config::{self, Places};
use crate::failure::Failure;
use crate::machine::SystemClock;
use crate::parts;

/// How to sign in as one of the people.
#[derive(Debug, Serialize)]
pub(crate) struct SignIn {
    pub(crate) handle: &'static str,
    pub(crate) name: &'static str,
    pub(crate) password: &'static str,
}

/// Fills an empty store; nothing when it has accounts.
pub(crate) fn fill(data: &Path) -> Result<Option<Vec<SignIn>>, Failure> {
    let metrics = Metrics::new();
    let config = config::load(&Places { data: Some(data), ..Places::default() })?.config;
    parts::with_store(data, config.postgres.as_ref(), &metrics, &Options::default(), async |db| {
        let now = SystemClock.now();
        let clock = play::StoryClock::new(now);
        // A week of six lives passes in a second.
        let rate = Rate { per_minute: 1_000_000, burst: 1_000_000 };
        let limits = LimitSettings { messages: rate, commands: rate, starts: rate, ..LimitSettings::default() };
        let settings = Settings { limits, ..Settings::default() };
        let messaging = parts::start_messaging(db, Bus::new(), None, clock.clone(), &metrics, settings)?;
        if !messaging.list_accounts(&Actor::Operator, AccountId::new(0), 1).await?.is_empty() {
            return Ok(None);
        }
        play::play(&messaging, &clock, now).await?;
        Ok(Some(people::PEOPLE.iter().map(sign_in).collect()))
    })
}

const fn sign_in(person: &people::Person) -> SignIn {
    SignIn { handle: person.handle, name: person.name, password: people::PASSWORD }
}
