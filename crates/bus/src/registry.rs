//! Who listens for which account, and who watches whose presence.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use subrosa_proto::{AccountId, DeviceId};

use crate::queue::Queue;
use crate::session::{Listener, Live, Signal, Subscription};

/// Sessions of one account at once: more than anyone's devices, fewer than would make each of their messages a burden.
const SESSIONS: usize = 256;
/// Locks over which accounts are spread, so that publishers rarely meet.
const SHARDS: usize = 64;

/// The bus. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Bus {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    next_session: AtomicU64,
    sessions: AtomicU64,
    shards: Vec<Mutex<HashMap<AccountId, Place>>>,
    /// Which accounts a session watches, to undo it.
    watched: Mutex<HashMap<u64, Vec<AccountId>>>,
}

/// Everything about one account.
#[derive(Debug, Default)]
struct Place {
    /// The account's own sessions.
    listeners: Vec<Listener>,
    /// Sessions (and their accounts) that watch the account's presence.
    watchers: Vec<(u64, AccountId)>,
}

impl Place {
    fn is_empty(&self) -> bool {
        self.listeners.is_empty() && self.watchers.is_empty()
    }
}

impl Default for Bus {
    fn default() -> Self {
        Self::new()
    }
}

impl Bus {
    /// An empty bus.
    #[must_use]
    pub fn new() -> Self {
        let shards = (0..SHARDS).map(|_| Mutex::default()).collect();
        Self {
            shared: Arc::new(Shared {
                next_session: AtomicU64::new(1),
                sessions: AtomicU64::new(0),
                shards,
                watched: Mutex::default(),
            }),
        }
    }

    fn shard(&self, account: AccountId) -> MutexGuard<'_, HashMap<AccountId, Place>> {
        // The low bits of an id are random.
        let index = usize::try_from(account.number().cast_unsigned() % SHARDS as u64).unwrap_or(0);
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
            let listeners = &mut shard.entry(account).or_default().listeners;
            if listeners.len() >= SESSIONS {
                return None;
            }
            listeners.push(listener);
        }
        self.shared.sessions.fetch_add(1, Ordering::Relaxed);
        Some(Subscription { bus: self.clone(), account, session, queue })
    }

    /// How many sessions are open.
    #[must_use]
    pub fn sessions(&self) -> u64 {
        self.shared.sessions.load(Ordering::Relaxed)
    }

    /// Whether the account is here.
    #[must_use]
    pub fn is_online(&self, account: AccountId) -> bool {
        self.shard(account).get(&account).is_some_and(|place| place.listeners.iter().any(|listener| listener.present))
    }

    /// Whether anyone listens for the account.
    #[must_use]
    pub fn has_listeners(&self, account: AccountId) -> bool {
        self.shard(account).get(&account).is_some_and(|place| !place.listeners.is_empty())
    }

    /// Tells an account's sessions of a committed change.
    pub fn publish(&self, account: AccountId, live: Live) {
        if let Some(place) = self.shard(account).get(&account) {
            let live = Arc::new(live);
            for listener in &place.listeners {
                listener.queue.put(Signal::Live(Arc::clone(&live)));
            }
        }
    }

    /// Tells an account's sessions something that is not stored.
    pub fn whisper(&self, account: AccountId, frame: &Bytes) {
        if let Some(place) = self.shard(account).get(&account) {
            for listener in &place.listeners {
                listener.queue.put(Signal::Ephemeral(frame.clone()));
            }
        }
    }

    /// Ends an account's sessions on one device, or on all.
    pub fn revoke(&self, account: AccountId, device: Option<DeviceId>) {
        if let Some(place) = self.shard(account).get(&account) {
            for listener in place.listeners.iter().filter(|listener| device.is_none_or(|one| listener.device == one)) {
                listener.queue.put(Signal::Revoked);
            }
        }
    }

    /// Tells those who watch an account that it came or went.
    pub fn tell_watchers(&self, account: AccountId, frame: &Bytes) {
        let watchers = self.shard(account).get(&account).map(|place| place.watchers.clone()).unwrap_or_default();
        for (session, watcher) in watchers {
            if let Some(place) = self.shard(watcher).get(&watcher) {
                for listener in place.listeners.iter().filter(|listener| listener.session == session) {
                    listener.queue.put(Signal::Ephemeral(frame.clone()));
                }
            }
        }
    }

    fn watched(&self) -> MutexGuard<'_, HashMap<u64, Vec<AccountId>>> {
        self.shared.watched.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn watch(&self, session: u64, watcher: AccountId, accounts: &[AccountId]) {
        // A command may outlive its session; what has left watches nothing.
        let is_open = |place: &Place| place.listeners.iter().any(|listener| listener.session == session);
        if !self.shard(watcher).get(&watcher).is_some_and(is_open) {
            return;
        }
        for &account in accounts {
            let mut shard = self.shard(account);
            let watchers = &mut shard.entry(account).or_default().watchers;
            if !watchers.contains(&(session, watcher)) {
                watchers.push((session, watcher));
            }
        }
        let before = if accounts.is_empty() {
            self.watched().remove(&session)
        } else {
            self.watched().insert(session, accounts.to_vec())
        };
        for account in before.unwrap_or_default() {
            if !accounts.contains(&account) {
                self.unwatch(session, account);
            }
        }
    }

    fn unwatch(&self, session: u64, account: AccountId) {
        let mut shard = self.shard(account);
        if let Some(place) = shard.get_mut(&account) {
            place.watchers.retain(|(one, _)| *one != session);
            if place.is_empty() {
                shard.remove(&account);
            }
        }
    }

    pub(crate) fn leave(&self, account: AccountId, session: u64) {
        let watched = self.watched().remove(&session).unwrap_or_default();
        for other in watched {
            self.unwatch(session, other);
        }
        let mut shard = self.shard(account);
        if let Some(place) = shard.get_mut(&account) {
            place.listeners.retain(|listener| listener.session != session);
            if place.is_empty() {
                shard.remove(&account);
            }
        }
        self.shared.sessions.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::queue::CAPACITY;

    const ADA: AccountId = AccountId::new(1);
    const GRACE: AccountId = AccountId::new(2);
    const DEVICE: DeviceId = DeviceId::new(9);

    fn live(number: i64) -> Live {
        Live { previous: number - 1, number, frame: Bytes::from_static(b"{}"), committed: std::time::Instant::now() }
    }

    #[tokio::test]
    async fn only_the_account_hears_its_changes() {
        let bus = Bus::new();
        let mut ada = bus.subscribe(ADA, DEVICE).expect("a place");
        let mut grace = bus.subscribe(GRACE, DEVICE).expect("a place");
        bus.publish(ADA, live(1));
        assert!(matches!(ada.next().await, Signal::Live(live) if live.number == 1));
        assert!(grace.try_next().is_none());
    }

    #[tokio::test]
    async fn a_slow_session_lags_and_is_told_so() {
        let bus = Bus::new();
        let mut ada = bus.subscribe(ADA, DEVICE).expect("a place");
        for number in 1..=300 {
            bus.publish(ADA, live(number));
        }
        assert!(ada.take_lagging());
        assert!(!ada.take_lagging());
        let mut heard = 0;
        while ada.try_next().is_some() {
            heard += 1;
        }
        assert_eq!(heard, CAPACITY);
    }

    #[tokio::test]
    async fn a_revocation_reaches_a_session_that_does_not_read() {
        let bus = Bus::new();
        let mut ada = bus.subscribe(ADA, DEVICE).expect("a place");
        for number in 1..=300 {
            bus.publish(ADA, live(number));
        }
        bus.revoke(ADA, None);
        assert!(matches!(ada.next().await, Signal::Revoked));
    }

    #[tokio::test]
    async fn watching_again_is_watching_once() {
        let bus = Bus::new();
        let mut ada = bus.subscribe(ADA, DEVICE).expect("a place");
        for _ in 0..3 {
            ada.watcher().watch(&[GRACE, GRACE]);
        }
        bus.tell_watchers(GRACE, &Bytes::from_static(b"here"));
        assert!(ada.try_next().is_some() && ada.try_next().is_none());
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

    #[tokio::test]
    async fn presence_reaches_watchers_until_they_leave() {
        let bus = Bus::new();
        let mut ada = bus.subscribe(ADA, DEVICE).expect("a place");
        ada.watcher().watch(&[GRACE]);
        bus.tell_watchers(GRACE, &Bytes::from_static(b"here"));
        assert!(matches!(ada.next().await, Signal::Ephemeral(_)));
        ada.watcher().watch(&[]);
        bus.tell_watchers(GRACE, &Bytes::from_static(b"gone"));
        assert!(ada.try_next().is_none());
        drop(ada);
        assert!(!bus.is_online(ADA));
        assert_eq!(bus.sessions(), 0);
    }
}
