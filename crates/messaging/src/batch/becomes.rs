//! What becomes of campaigns' deliveries in a batch.

use subrosa_proto::{CampaignId, ConversationId, Timestamp, VoucherPoolId};
use subrosa_store::campaign_deliveries::{Key, Settled};

/// What becomes of deliveries in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    Settled(Settled),
    Waits(Key, Timestamp),
    /// There was no voucher for them, so they wait likewise.
    Lacks(Key, Timestamp, VoucherPoolId),
    /// They want no more of what they got by it.
    OptedOut(CampaignId, ConversationId),
    /// It was taken back before they read it.
    Recalled(Key),
}
