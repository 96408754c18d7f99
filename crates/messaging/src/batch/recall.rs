//! Taking back what was not read, in the batch: the message keeps its place in the log, and what it said goes from the store, from search and, by the
//! conversation's state, from every device.
//!
//! Never: what the customer has read or opened, a second time.

use subrosa_proto::CampaignId;
use subrosa_proto::limits::RECALLED;
use subrosa_store::campaign_deliveries::{self, Key};
use subrosa_store::{Tx, conversations, events, index};

use super::Outcome;
use super::becomes::Becomes;
use super::folded::Folded;
use super::removal::found_by;
use crate::Error;

impl Folded {
    /// Takes a campaign's messages back that stand here and were not read.
    pub(super) async fn recall(&mut self, tx: &mut Tx<'_>, campaign: CampaignId) -> Result<Outcome, Error> {
        let contact = self.id();
        let Some(business) = self.business.as_ref() else { return Ok(Outcome::Done) };
        let (brand, customer) = (business.brand(), 1 - business.side);
        for (occurrence, seq, message) in campaign_deliveries::unopened(tx, (campaign, contact)).await? {
            let is_read = seq <= self.state.members[customer].marks.read_seq;
            let is_gone = self.state.removed.is_some_and(|removed| seq <= removed.through);
            let Err(place) = self.state.recalled.binary_search(&seq) else { continue };
            if is_read || is_gone || self.state.recalled.len() >= RECALLED {
                continue;
            }
            let said = events::between(tx, contact, seq, seq).await?;
            index::remove_many(tx, brand, &found_by(&said, &[])).await?;
            events::empty(tx, contact, seq - 1, seq).await?;
            self.state.recalled.insert(place, seq);
            conversations::set_recalled(tx, contact, &self.state.recalled).await?;
            self.state.members[customer].marks.unread -= 1;
            for side in 0..2 {
                self.touched[side] |= self.state.members[side].marks.number > 0;
            }
            self.promotions.push(Becomes::Recalled(Key { campaign, contact, occurrence }, message));
        }
        Ok(Outcome::Done)
    }
}
