//! What customers agree to in a batch.

use subrosa_proto::AccountId;

use crate::bots::Agreement;

/// What a customer agrees to in this batch, and the bot that asked.
pub(super) struct Agreed {
    pub(super) bot: AccountId,
    pub(super) to: Agreement,
}
