//! What happens to an account, to all of its sessions.

use bytes::Bytes;
use subrosa_proto::{AccountId, DeviceId};

use crate::Bus;
use crate::cluster::Waiting;
use crate::session::{Live, Signal};

impl Bus {
    /// Tells an account's sessions of a committed change.
    pub fn publish(&self, account: AccountId, live: Live) {
        if let Some(cluster) = self.cluster() {
            let (previous, number, frame) = (live.previous, live.number, live.frame.clone());
            cluster.forward(account, &Waiting::Live { account, previous, number, frame });
        }
        self.deliver(account, live);
    }

    /// Tells an account's sessions something that is not stored.
    pub fn whisper(&self, account: AccountId, frame: &Bytes) {
        if let Some(cluster) = self.cluster() {
            cluster.forward(account, &Waiting::Whisper { account, frame: frame.clone() });
        }
        self.deliver_whisper(account, frame);
    }

    /// Ends an account's sessions on one device, or on all.
    pub fn revoke(&self, account: AccountId, device: Option<DeviceId>) {
        if let Some(cluster) = self.cluster() {
            cluster.forward(account, &Waiting::Revoked { account, device });
        }
        self.deliver_revocation(account, device);
    }

    /// The same to the sessions at this node.
    pub(crate) fn deliver(&self, account: AccountId, live: Live) {
        if let Some(place) = self.shard(account).get_mut(&account) {
            place.newest = place.newest.max(live.number);
            let live = std::sync::Arc::new(live);
            for listener in &place.listeners {
                listener.queue.put(Signal::Live(std::sync::Arc::clone(&live)));
            }
        }
    }

    pub(crate) fn deliver_whisper(&self, account: AccountId, frame: &Bytes) {
        if let Some(place) = self.shard(account).get(&account) {
            for listener in &place.listeners {
                listener.queue.put(Signal::Ephemeral(frame.clone()));
            }
        }
    }

    pub(crate) fn deliver_revocation(&self, account: AccountId, device: Option<DeviceId>) {
        if let Some(place) = self.shard(account).get(&account) {
            for listener in place.listeners.iter().filter(|listener| device.is_none_or(|one| listener.device == one)) {
                listener.queue.put(Signal::Revoked);
            }
        }
    }

    /// Tells an account's sessions at this node how far its changes have come.
    pub(crate) fn tell_behind(&self, account: AccountId, number: i64) {
        if let Some(place) = self.shard(account).get(&account) {
            for listener in &place.listeners {
                listener.queue.put(Signal::Behind(number));
            }
        }
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
}
