//! Who listens for which account.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use subrosa_proto::{AccountId, Clock, DeviceId};

use crate::cluster::{Cluster, Health, NodeId, Stand};
use crate::queue::Queue;
use crate::session::{Listener, Subscription};

/// Sessions of one account at once: more than anyone's devices, fewer than would make each of their messages a burden.
const SESSIONS: usize = 256;
/// Locks over which accounts are spread, so that publishers rarely meet.
pub(crate) const SHARDS: usize = 64;

/// The bus. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bus {
    pub(crate) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    next_session: AtomicU64,
    sessions: AtomicU64,
    pub(crate) shards: Vec<Mutex<HashMap<AccountId, Place>>>,
    /// Which accounts a session watches, to undo it.
    pub(crate) watched: Mutex<HashMap<u64, Vec<AccountId>>>,
    /// Sessions that opened since this was last asked.
    pub(crate) young: Mutex<Vec<(AccountId, DeviceId)>>,
    cluster: Option<Cluster>,
}

/// Everything about one account.
#[derive(Debug, Default)]
pub(crate) struct Place {
    /// The account's own sessions.
    pub(crate) listeners: Vec<Listener>,
    /// Sessions (and their accounts) that watch the account's presence.
    pub(crate) watchers: Vec<(u64, AccountId)>,
    /// The highest number of a change that came by here.
    pub(crate) newest: i64,
}

impl Place {
    pub(crate) fn is_empty(&self) -> bool {
        self.listeners.is_empty() && self.watchers.is_empty()
    }

    fn stand(&self) -> Stand {
        match (self.listeners.is_empty(), self.listeners.iter().any(|listener| listener.present)) {
            (true, _) => Stand::Gone,
            (false, false) => Stand::Listens,
            (false, true) => Stand::Here,
        }
    }
}

impl Default for Bus {
    fn default() -> Self {
        Self::new()
    }
}

impl Bus {
    /// An empty bus of one node.
    #[must_use]
    pub fn new() -> Self {
        Self::with(None)
    }

    /// An empty bus of one node of several, which [`crate::run`] keeps in touch. The name is random, and new at every start.
    #[must_use]
    pub fn of_cluster(me: NodeId, clock: Arc<dyn Clock>) -> Self {
        Self::with(Some(Cluster::new(me, clock)))
    }

    fn with(cluster: Option<Cluster>) -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self {
            shared: Arc::new(Shared {
                next_session: AtomicU64::new(1),
                sessions: AtomicU64::new(0),
                shards,
                watched: Mutex::default(),
                young: Mutex::default(),
                cluster,
            }),
        }
    }

    pub(crate) fn cluster(&self) -> Option<&Cluster> {
        self.shared.cluster.as_ref()
    }

    /// How this node stands to the others; nothing when it is alone.
    #[must_use]
    pub fn health(&self) -> Option<Health> {
        self.cluster().map(Cluster::health)
    }

    pub(crate) fn shard(&self, account: AccountId) -> MutexGuard<'_, HashMap<AccountId, Place>> {
        // The low bits of an id are random.
        let index = usize::try_from(account.number().cast_unsigned() % SHARDS as u64).unwrap_or(0);
        self.shard_at(index)
    }

    pub(crate) fn shard_at(&self, index: usize) -> MutexGuard<'_, HashMap<AccountId, Place>> {
        self.shared.shards[index].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens a session: from now on it hears what concerns the account, and the account is here. Subscribe first, then read the
    /// store. Nothing when the account has too many sessions.
    #[must_use]
    pub fn subscribe(&self, account: AccountId, device: DeviceId) -> Option<Subscription> {
        self.open(account, device, true)
    }

    /// Hears what concerns the account without being seen as here: for a wait of seconds. Nothing when the account has too many
    /// sessions.
    #[must_use]
    pub fn listen(&self, account: AccountId, device: DeviceId) -> Option<Subscription> {
        self.open(account, device, false)
    }

    fn open(&self, account: AccountId, device: DeviceId, present: bool) -> Option<Subscription> {
        let session = self.shared.next_session.fetch_add(1, Ordering::Relaxed);
        let queue = Arc::new(Queue::default());
        let listener = Listener { session, device, present, queue: Arc::clone(&queue) };
        {
            let mut shard = self.shard(account);
            let place = shard.entry(account).or_default();
            if place.listeners.len() >= SESSIONS {
                return None;
            }
            let before = place.stand();
            place.listeners.push(listener);
            self.tell_stand(account, before, place.stand());
        }
        self.note_young(account, device);
        self.shared.sessions.fetch_add(1, Ordering::Relaxed);
        Some(Subscription { bus: self.clone(), account, session, queue })
    }

    /// To be called under the account's shard's lock.
    fn tell_stand(&self, account: AccountId, before: Stand, now: Stand) {
        if let Some(cluster) = self.cluster()
            && before != now
        {
            cluster.tell_stand(account, now);
        }
    }

    /// Goes through the stands of all accounts that have sessions here, each under the lock that guards it.
    pub(crate) fn each_stand(&self, mut tell: impl FnMut(AccountId, Stand)) {
        for index in 0..SHARDS {
            for (&account, place) in &*self.shard_at(index) {
                if !place.listeners.is_empty() {
                    tell(account, place.stand());
                }
            }
        }
    }

    /// How many sessions are open here.
    #[must_use]
    pub fn sessions(&self) -> u64 {
        self.shared.sessions.load(Ordering::Relaxed)
    }

    /// Whether the account is here, at whichever node.
    #[must_use]
    pub fn is_online(&self, account: AccountId) -> bool {
        let here = |place: &Place| place.stand() == Stand::Here;
        self.shard(account).get(&account).is_some_and(here)
            || self.cluster().is_some_and(|cluster| cluster.is_here(account))
    }

    /// The devices whose sessions for the account are open at this node, each once, in rising order.
    #[must_use]
    pub fn devices_here(&self, account: AccountId) -> Vec<DeviceId> {
        let shard = self.shard(account);
        let listeners = shard.get(&account).map_or(&[][..], |place| &place.listeners);
        let mut devices: Vec<DeviceId> =
            listeners.iter().filter(|listener| listener.present).map(|listener| listener.device).collect();
        devices.sort_unstable();
        devices.dedup();
        devices
    }

    /// Whether anyone listens for the account, at whichever node.
    #[must_use]
    pub fn has_listeners(&self, account: AccountId) -> bool {
        self.shard(account).get(&account).is_some_and(|place| !place.listeners.is_empty())
            || self.cluster().is_some_and(|cluster| cluster.has(account))
    }

    pub(crate) fn leave(&self, account: AccountId, session: u64) {
        self.unwatch_all(session);
        let mut shard = self.shard(account);
        if let Some(place) = shard.get_mut(&account) {
            let before = place.stand();
            place.listeners.retain(|listener| listener.session != session);
            self.tell_stand(account, before, place.stand());
            if place.is_empty() {
                shard.remove(&account);
            }
        }
        drop(shard);
        self.shared.sessions.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: AccountId = AccountId::new(1);
    const GRACE: AccountId = AccountId::new(2);
    const DEVICE: DeviceId = DeviceId::new(9);

    #[tokio::test]
    async fn each_device_that_is_here_counts_once() {
        let bus = Bus::new();
        let open = [bus.subscribe(ADA, DEVICE), bus.subscribe(ADA, DEVICE), bus.listen(ADA, DeviceId::new(8))];
        assert_eq!(bus.devices_here(ADA), [DEVICE], "who only waits is not here");
        drop(open);
        assert_eq!(bus.devices_here(ADA), []);
    }

    #[tokio::test]
    async fn an_account_has_so_many_sessions_and_no_more() {
        let bus = Bus::new();
        let mut sessions: Vec<_> = (0..SESSIONS).map(|_| bus.subscribe(ADA, DEVICE).expect("a place")).collect();
        assert!(bus.subscribe(ADA, DEVICE).is_none());
        assert!(bus.subscribe(GRACE, DEVICE).is_some());
        sessions.pop();
        assert!(bus.subscribe(ADA, DEVICE).is_some());
    }
}
