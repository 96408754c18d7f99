//! Who watches whose presence.

use std::collections::HashMap;
use std::sync::{MutexGuard, PoisonError};

use bytes::Bytes;
use subrosa_proto::frame::ServerFrame;
use subrosa_proto::sync::Presence;
use subrosa_proto::{AccountId, Timestamp};

use crate::Bus;
use crate::registry::Place;
use crate::session::Signal;

impl Bus {
    /// Tells those who watch an account at this node whether it is here, and when it was last seen if not.
    pub fn tell_presence(&self, account: AccountId, now: impl Fn() -> Timestamp) {
        loop {
            let online = self.is_online(account);
            let presence = Presence { account, online, last_seen: (!online).then(&now) };
            if let Ok(frame) = serde_json::to_vec(&ServerFrame::Presence(presence)) {
                self.tell_watchers(account, &Bytes::from(frame));
            }
            // What changes meanwhile is told by whoever changed it, perhaps before this.
            if self.is_online(account) == online {
                return;
            }
        }
    }

    fn tell_watchers(&self, account: AccountId, frame: &Bytes) {
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

    /// A session watches no one any more.
    pub(crate) fn unwatch_all(&self, session: u64) {
        let watched = self.watched().remove(&session).unwrap_or_default();
        for account in watched {
            self.unwatch(session, account);
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
}

#[cfg(test)]
mod tests {
    use subrosa_proto::DeviceId;

    use super::*;

    const ADA: AccountId = AccountId::new(1);
    const GRACE: AccountId = AccountId::new(2);
    const DEVICE: DeviceId = DeviceId::new(9);

    #[tokio::test]
    async fn watching_again_is_watching_once() {
        let bus = Bus::new();
        let mut ada = bus.subscribe(ADA, DEVICE).expect("a place");
        for _ in 0..3 {
            ada.watcher().watch(&[GRACE, GRACE]);
        }
        bus.tell_presence(GRACE, || Timestamp::from_microseconds(0));
        assert!(ada.try_next().is_some() && ada.try_next().is_none());
    }

    #[tokio::test]
    async fn presence_reaches_watchers_until_they_leave() {
        let bus = Bus::new();
        let mut ada = bus.subscribe(ADA, DEVICE).expect("a place");
        ada.watcher().watch(&[GRACE]);
        bus.tell_presence(GRACE, || Timestamp::from_microseconds(0));
        assert!(matches!(ada.next().await, Signal::Ephemeral(_)));
        ada.watcher().watch(&[]);
        bus.tell_presence(GRACE, || Timestamp::from_microseconds(0));
        assert!(ada.try_next().is_none());
        drop(ada);
        assert!(!bus.is_online(ADA));
        assert_eq!(bus.sessions(), 0);
    }
}
