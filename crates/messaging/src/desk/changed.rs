//! Tells whoever works for a brand that a part of it has changed. Never stored: who misses it reads everything with the next connection.

use bytes::Bytes;
use subrosa_proto::AccountId;
use subrosa_proto::brand::BrandPart;
use subrosa_proto::frame::ServerFrame;

use crate::Messaging;

impl Messaging {
    /// Lets the brand's sessions know, on every node; to be called after the change is in the store.
    pub fn brand_changed(&self, brand: AccountId, part: BrandPart) {
        if let Ok(bytes) = serde_json::to_vec(&ServerFrame::BrandChanged { part }) {
            self.core.bus.whisper(brand, &Bytes::from(bytes));
        }
    }
}
