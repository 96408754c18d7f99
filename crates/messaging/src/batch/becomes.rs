//! What becomes of campaigns' deliveries in a batch.

use subrosa_proto::{CampaignId, ConversationId, Timestamp, VoucherPoolId};
use subrosa_store::campaign_deliveries::{Key, Settled};
use subrosa_store::campaign_journeys::Begun;

/// What becomes of deliveries in a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Becomes {
    /// With which message it was.
    Settled(Settled, u32),
    /// They set out on the campaign's journey.
    SetsOut(Begun),
    Waits(Key, Timestamp),
    /// There was no voucher for them, so they wait likewise.
    Lacks(Key, Timestamp, VoucherPoolId),
    /// They want no more of what they got by it.
    OptedOut(CampaignId, ConversationId),
    /// It was taken back before they read it, with which message it was.
    Recalled(Key, i64),
}
