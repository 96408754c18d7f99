//! Which brands' members have sessions at this node.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use subrosa_access::Actor;
use subrosa_proto::brand::Role;
use subrosa_proto::{AccountId, DeviceId};

/// The brands whose members have, or had, sessions at this node.
#[derive(Default)]
pub(crate) struct AtWork {
    brands: Mutex<BTreeSet<AccountId>>,
}

impl AtWork {
    /// Whether a session that has opened is of a member who is seen by it.
    pub(super) fn opened(&self, actor: &Actor) -> Option<(AccountId, DeviceId)> {
        match actor {
            Actor::Member { brand, held, device, .. } if held.role() != Role::Bot => {
                self.brands.lock().unwrap_or_else(PoisonError::into_inner).insert(*brand);
                Some((*brand, *device))
            }
            _ => None,
        }
    }

    /// All sessions that are here now, by what `devices_here` knows of a brand; brands without any are forgotten.
    pub(super) fn sessions(&self, devices_here: impl Fn(AccountId) -> Vec<DeviceId>) -> Vec<(AccountId, DeviceId)> {
        let mut sessions = Vec::new();
        self.brands.lock().unwrap_or_else(PoisonError::into_inner).retain(|&brand| {
            let devices = devices_here(brand);
            sessions.extend(devices.iter().map(|device| (brand, *device)));
            !devices.is_empty()
        });
        sessions
    }
}
