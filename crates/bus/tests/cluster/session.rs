//! A session as the server runs it, and how sessions are looked after as messaging does it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use subrosa_bus::{Bus, PARTS, Signal, Subscription};
use subrosa_proto::{AccountId, Clock, Timestamp};
use tokio::task::JoinHandle;

/// A session that runs: what it has seen.
pub(crate) struct Running {
    pub(crate) account: AccountId,
    pub(crate) seen: Arc<Mutex<i64>>,
    pub(crate) task: JoinHandle<()>,
}

impl Running {
    /// Runs a session that reads the account's newest number where it has to.
    pub(crate) fn start(account: AccountId, mut heard: Subscription, read: impl Fn() -> i64 + Send + 'static) -> Self {
        let seen = Arc::new(Mutex::new(read()));
        let told = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            loop {
                let signal = heard.next().await;
                let newest = read();
                let mut seen = told.lock().expect("a session");
                match signal {
                    Signal::Live(live) if live.number <= *seen => {}
                    Signal::Live(live) if live.previous == *seen => *seen = live.number,
                    Signal::Behind(number) if number <= *seen => {}
                    Signal::Live(_) | Signal::Behind(_) => *seen = newest,
                    Signal::Ephemeral(_) | Signal::Revoked => {}
                }
            }
        });
        Self { account, seen, task }
    }

    pub(crate) fn seen(&self) -> i64 {
        *self.seen.lock().expect("a session")
    }
}

/// Which sessions are checked without a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sweep {
    /// None: what is found is found by what the bus knows.
    Nothing,
    /// All within sixteen seconds, as messaging does.
    Everything,
}

/// Parts of the sessions that a sweep checks each second.
const SWEPT: usize = PARTS / 16;

/// Checks sessions as messaging does: when the bus says that something may be missing, and by a sweep.
pub(crate) async fn check_sessions(bus: Bus, sweep: Sweep, read: impl Fn(AccountId) -> i64) {
    let lost = bus.lost().expect("a cluster");
    let (mut young, mut next) = (Vec::new(), 0);
    loop {
        let is_lost = tokio::select! {
            () = lost.notified() => true,
            () = tokio::time::sleep(Duration::from_secs(1)) => false,
        };
        let parts = match sweep {
            _ if is_lost || bus.is_unsure() => 0..PARTS,
            Sweep::Nothing => 0..0,
            Sweep::Everything => next..next + SWEPT,
        };
        next = (next + SWEPT) % PARTS;
        let mut sessions: Vec<_> = parts.flat_map(|part| bus.sessions_of(part)).collect();
        sessions.append(&mut std::mem::replace(&mut young, bus.young()));
        for (account, device) in sessions {
            bus.settle(account, device, Some(read(account)));
        }
    }
}

/// A clock that stands still.
pub(crate) struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_milliseconds(43_200_000)
    }
}
