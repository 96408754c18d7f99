//! Sessions are checked against the store now and then, because what other nodes tell may never arrive.
//!
//! The bus says which sessions there are, its caller reads the store, and the bus tells those that are behind or signed out.

use std::sync::{Arc, PoisonError};

use subrosa_proto::{AccountId, DeviceId};
use tokio::sync::Notify;

use crate::Bus;
use crate::registry::SHARDS;
use crate::session::Signal;

/// Parts into which all sessions fall, to be checked one after another.
pub const PARTS: usize = SHARDS;

impl Bus {
    pub(crate) fn note_young(&self, account: AccountId, device: DeviceId) {
        if self.cluster().is_some() {
            self.shared.young.lock().unwrap_or_else(PoisonError::into_inner).push((account, device));
        }
    }

    /// The sessions that opened since this was last asked: when one opens, other nodes may not know of it yet.
    #[must_use]
    pub fn young(&self) -> Vec<(AccountId, DeviceId)> {
        std::mem::take(&mut *self.shared.young.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The sessions of one part, by account and device.
    #[must_use]
    pub fn sessions_of(&self, part: usize) -> Vec<(AccountId, DeviceId)> {
        let shard = self.shard_at(part % SHARDS);
        let of_place = |(&account, place): (&AccountId, &crate::registry::Place)| {
            let mut devices: Vec<DeviceId> = place.listeners.iter().map(|listener| listener.device).collect();
            devices.sort_unstable();
            devices.dedup();
            devices.into_iter().map(move |device| (account, device)).collect::<Vec<_>>()
        };
        shard.iter().flat_map(of_place).collect()
    }

    /// Tells a device's sessions what the store says: the account's newest number, or nothing when the device is signed out.
    pub fn settle(&self, account: AccountId, device: DeviceId, newest: Option<i64>) {
        let Some(newest) = newest else {
            self.deliver_revocation(account, Some(device));
            return;
        };
        if let Some(place) = self.shard(account).get_mut(&account)
            && newest > place.newest
        {
            place.newest = newest;
            for listener in &place.listeners {
                listener.queue.put(Signal::Behind(newest));
            }
        }
    }

    /// Whether changes may be missed now without anything that says so: then all sessions are to be checked often.
    #[must_use]
    pub fn is_unsure(&self) -> bool {
        self.cluster().is_some_and(crate::cluster::Cluster::is_unsure)
    }

    /// Told when all sessions are to be checked at once; nothing at a node that is alone.
    #[must_use]
    pub fn lost(&self) -> Option<Arc<Notify>> {
        self.cluster().map(crate::cluster::Cluster::lost)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADA: AccountId = AccountId::new(1);
    const PHONE: DeviceId = DeviceId::new(8);
    const LAPTOP: DeviceId = DeviceId::new(9);

    #[tokio::test]
    async fn whoever_is_behind_is_told_once() {
        let bus = Bus::new();
        let mut phone = bus.subscribe(ADA, PHONE).expect("a place");
        let _laptop = [bus.listen(ADA, LAPTOP), bus.subscribe(ADA, LAPTOP)];
        let all: Vec<_> = (0..PARTS).flat_map(|part| bus.sessions_of(part)).collect();
        assert_eq!(all, [(ADA, PHONE), (ADA, LAPTOP)]);
        bus.settle(ADA, PHONE, Some(5));
        bus.settle(ADA, LAPTOP, Some(5));
        assert!(matches!(phone.next().await, Signal::Behind(5)));
        assert!(phone.try_next().is_none());
    }

    #[tokio::test]
    async fn a_device_that_is_signed_out_is_told_so() {
        let bus = Bus::new();
        let mut phone = bus.subscribe(ADA, PHONE).expect("a place");
        let mut laptop = bus.subscribe(ADA, LAPTOP).expect("a place");
        bus.settle(ADA, PHONE, None);
        assert!(matches!(phone.next().await, Signal::Revoked));
        assert!(laptop.try_next().is_none());
    }
}
