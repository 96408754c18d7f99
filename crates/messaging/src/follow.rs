//! Following what happens on brands' sides, without keeping messaging alive.

use std::collections::BTreeSet;
use std::sync::{Arc, Weak};

use subrosa_proto::AccountId;

use crate::Messaging;
use crate::batch::WeakBatch;
use crate::bell::Bell;
use crate::core::Core;

/// Hears of brands with something new, and lets messaging end.
pub struct Follower {
    core: Weak<Core>,
    batch: WeakBatch,
    bell: Arc<Bell>,
}

impl Messaging {
    /// For the one task that follows all brands' sides: a brand is told to one of several.
    #[must_use]
    pub fn follow(&self) -> Follower {
        Follower {
            core: Arc::downgrade(&self.core),
            batch: self.batch.downgrade(),
            bell: Arc::clone(&self.core.brands_bell),
        }
    }
}

impl Follower {
    /// Messaging, unless it has ended.
    #[must_use]
    pub fn messaging(&self) -> Option<Messaging> {
        Some(Messaging { core: self.core.upgrade()?, batch: self.batch.upgrade()? })
    }

    /// Waits until something happened on the side of some brands, by a change that was committed here; says which.
    pub async fn changed(&self) -> BTreeSet<AccountId> {
        self.bell.rung().await
    }
}
