//! Take back what was sent from those who have not read it, a group at a time: who comes next is kept with the campaign, so whoever goes on from another
//! who died looks at some twice, and takes nothing back twice.

use subrosa_messaging::Error;
use subrosa_proto::ConversationId;
use subrosa_proto::campaign::CampaignState;
use subrosa_store::campaign_deliveries;
use subrosa_store::campaigns::{self, Kept};

use super::super::held;
use super::CLAIM_SECONDS;
use crate::Engage;

/// Rows that are looked at before it is written down how far it has come.
const TOGETHER: u32 = 256;
/// Messages for which somebody else's has to wait.
const GROUP: usize = 8;

/// Takes some back behind a contact.
pub(super) async fn recall_some(engage: &Engage, kept: &Kept, after: ConversationId) -> Result<(), Error> {
    let (brand, campaign) = (kept.brand, kept.campaign.id);
    let read = engage.messaging.db().read(async move |tx| {
        let sent = campaign_deliveries::sent_after(tx, campaign, after, TOGETHER).await?;
        let of: Vec<_> = sent.iter().map(|(contact, account, _)| (*account, *contact)).collect();
        let read = campaign_deliveries::read_up_to(tx, &of).await?;
        let last = sent.last().map(|(contact, ..)| *contact);
        let unread = sent.into_iter().zip(read).filter(|((_, _, seq), read)| read < seq);
        Ok::<_, Error>((last, unread.map(|((contact, ..), _)| contact).collect::<Vec<_>>()))
    });
    let (last, unread) = read.await?;
    for group in unread.chunks(GROUP) {
        engage.messaging.recall(campaign, group).await?;
    }
    let now = engage.messaging.now();
    let written = engage.messaging.db().write(async move |tx| {
        let mut kept = held(tx, brand, campaign).await?;
        // Another may have come further, or somebody have asked anew.
        if kept.recall_after != Some(after) {
            return Ok(());
        }
        kept.recall_after = last;
        let due_at = match (last, kept.campaign.state) {
            (Some(_), _) => Some(now.plus_seconds(CLAIM_SECONDS)),
            (None, CampaignState::Paused) => None,
            // What it did is measured anew.
            (None, _) => Some(now),
        };
        campaigns::set_state(tx, &kept, due_at).await?;
        Ok::<_, Error>(())
    });
    written.await
}
