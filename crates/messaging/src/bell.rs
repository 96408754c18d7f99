//! Rings when something happened on the brand's side of a conversation: for work that follows the store and would otherwise have to look
//! at it again and again.
//!
//! A ring can be lost, with the process or because another node committed the change. So whoever listens looks by itself now and then.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use subrosa_proto::AccountId;
use tokio::sync::Notify;

/// The brands for which it rang since someone listened.
#[derive(Default)]
pub(crate) struct Bell {
    rung: Mutex<BTreeSet<AccountId>>,
    wake: Notify,
}

impl Bell {
    pub(crate) fn ring(&self, brand: AccountId) {
        let is_first = {
            let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
            let is_first = rung.is_empty();
            rung.insert(brand);
            is_first
        };
        if is_first {
            self.wake.notify_one();
        }
    }

    /// Takes the brands for which it rang, as soon as there are any.
    pub(crate) async fn rung(&self) -> BTreeSet<AccountId> {
        loop {
            let rung = std::mem::take(&mut *self.rung.lock().unwrap_or_else(PoisonError::into_inner));
            if !rung.is_empty() {
                return rung;
            }
            self.wake.notified().await;
        }
    }
}
