//! One session's end of the bus.

use std::future::poll_fn;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use subrosa_proto::{AccountId, DeviceId};

use crate::Bus;
use crate::queue::Queue;

/// What a session hears.
#[derive(Debug, Clone)]
pub enum Signal {
    /// A committed change, as the frame to send.
    Live(Arc<Live>),
    /// The account's changes have come this far: read the store for those not heard.
    Behind(i64),
    /// Typing or presence: a frame to send or to forget.
    Ephemeral(Bytes),
    /// The device was signed out, or its account disabled: end now.
    Revoked,
}

/// A committed change of one account.
#[derive(Debug)]
pub struct Live {
    /// The account's number before.
    pub previous: i64,
    /// The account's number after.
    pub number: i64,
    /// The frame, serialised once for all of the account's sessions.
    pub frame: Bytes,
    /// When it was committed.
    pub committed: Instant,
}

/// A session's queue. Leaving is dropping it.
#[derive(Debug)]
pub struct Subscription {
    pub(crate) bus: Bus,
    pub(crate) account: AccountId,
    pub(crate) session: u64,
    pub(crate) queue: Arc<Queue>,
}

impl Subscription {
    /// The next signal. Safe to drop while waiting.
    pub async fn next(&mut self) -> Signal {
        poll_fn(|context| self.queue.poll_take(context)).await
    }

    /// The next signal, if one is there.
    pub fn try_next(&mut self) -> Option<Signal> {
        self.queue.take()
    }

    /// Whether signals were dropped since this was last asked: then read the store.
    pub fn take_lagging(&self) -> bool {
        self.queue.take_lagging()
    }

    /// The handle by which this session says whose presence it wants to hear of.
    #[must_use]
    pub fn watcher(&self) -> Watcher {
        Watcher { bus: self.bus.clone(), account: self.account, session: self.session }
    }
}

/// Says whose presence a session hears of.
#[derive(Debug, Clone)]
pub struct Watcher {
    bus: Bus,
    account: AccountId,
    session: u64,
}

impl Watcher {
    /// Hears of the presence of these accounts from now on, and of no others.
    pub fn watch(&self, accounts: &[AccountId]) {
        self.bus.watch(self.session, self.account, accounts);
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.bus.leave(self.account, self.session);
    }
}

/// The sending side of a session's queue.
#[derive(Debug)]
pub(crate) struct Listener {
    pub(crate) session: u64,
    pub(crate) device: DeviceId,
    /// Whether it makes the account be here.
    pub(crate) present: bool,
    pub(crate) queue: Arc<Queue>,
}
