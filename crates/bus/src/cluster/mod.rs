//! Between nodes: who has which accounts' sessions, and the letters that carry to them what happens here.
//!
//! Each node writes one numbered stream of letters to each other node. A stream begins with the stands of all accounts that have
//! sessions at the writer and goes on with their changes, so that each node knows where an account's frames have to go, and a frame
//! goes to those nodes alone. A reader that finds a gap asks for a new stream and has its sessions checked against the store; so
//! letters may be lost, doubled, late or reordered.
//!
//! Never: storage, a wait for a slow node, trust in a letter's arrival.

mod carrier;
mod directory;
mod link;
mod nats;
mod peer;
mod reasons;
mod state;
mod wire;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use subrosa_proto::{AccountId, Clock};
use tokio::sync::Notify;
use tokio::time::Instant;

pub use carrier::{Arrival, Carrier};
pub use link::run;
pub use nats::{Nats, NatsError, NatsOptions, look_at_nats};
use state::State;
pub use wire::NodeId;
pub(crate) use wire::{Stand, Waiting};

/// After a node has vanished, its frames may be missed for this long: until it is heard again, or its clients have moved.
const UNSURE: Duration = Duration::from_secs(60);

/// How a node stands to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Health {
    /// Whether letters can be sent and received.
    pub connected: bool,
    /// Other nodes that are there.
    pub peers: usize,
}

/// This node's part of the cluster.
pub(crate) struct Cluster {
    state: Mutex<State>,
    clock: Arc<dyn Clock>,
    /// There is something to send.
    wake: Notify,
    /// Sessions are to be checked against the store now.
    lost: Arc<Notify>,
    connected: AtomicBool,
    has_peers: AtomicBool,
    unsure_until: Mutex<Option<Instant>>,
}

impl Cluster {
    pub(crate) fn new(me: NodeId, clock: Arc<dyn Clock>) -> Self {
        Self {
            state: Mutex::new(State::new(me)),
            clock,
            wake: Notify::new(),
            lost: Arc::default(),
            connected: AtomicBool::new(false),
            has_peers: AtomicBool::new(false),
            unsure_until: Mutex::default(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn unsure_until(&self) -> MutexGuard<'_, Option<Instant>> {
        self.unsure_until.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be called when nodes may have come or gone.
    fn note_peers(&self, state: &State) {
        self.has_peers.store(state.peers() > 0, Ordering::Relaxed);
    }

    /// Sends a note to the nodes at which an account has sessions.
    pub(crate) fn forward(&self, account: AccountId, note: &Waiting) {
        if self.has_peers.load(Ordering::Relaxed) && self.state().put(account, note) {
            self.wake.notify_one();
        }
    }

    /// Tells the other nodes of an account's stand here. To be called under the lock that guards the account's sessions, so that stands
    /// are told in their order.
    pub(crate) fn tell_stand(&self, account: AccountId, stand: Stand) {
        if self.has_peers.load(Ordering::Relaxed) {
            self.state().tell_stand(account, stand);
            self.wake.notify_one();
        }
    }

    /// Whether the account has sessions elsewhere.
    pub(crate) fn has(&self, account: AccountId) -> bool {
        self.has_peers.load(Ordering::Relaxed) && self.state().directory().has(account)
    }

    /// Whether the account is seen elsewhere.
    pub(crate) fn is_here(&self, account: AccountId) -> bool {
        self.has_peers.load(Ordering::Relaxed) && self.state().directory().is_here(account)
    }

    pub(crate) fn health(&self) -> Health {
        Health { connected: self.connected.load(Ordering::Relaxed), peers: self.state().peers() }
    }

    /// Whether frames of other nodes may be missed now without anything that says so.
    pub(crate) fn is_unsure(&self) -> bool {
        let unsure = self.unsure_until().is_some_and(|until| Instant::now() < until);
        unsure || !self.connected.load(Ordering::Relaxed)
    }

    /// Told when sessions are to be checked against the store at once.
    pub(crate) fn lost(&self) -> Arc<Notify> {
        Arc::clone(&self.lost)
    }
}

impl std::fmt::Debug for Cluster {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Cluster").finish_non_exhaustive()
    }
}
