//! How a customer's wait for a person stands.

use subrosa_access::{Actor, ReadConversation};
use subrosa_desk::hours::Hours;
use subrosa_desk::wait;
use subrosa_proto::wait::{CustomerWait, WaitTold};
use subrosa_proto::{ConversationId, ErrorCode};
use subrosa_store::{brand_hours, brands, threads, tickets};

use crate::conversations::get::permitted;
use crate::{Error, Messaging};

impl Messaging {
    /// How many wait before the customer, if they were told that they wait and do so still, and when the brand opens, if it is closed.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn customer_wait(&self, actor: &Actor, conversation: ConversationId) -> Result<CustomerWait, Error> {
        let (actor, now) = (*actor, self.core.now());
        let read = self.core.db.read(async move |tx| {
            let (_, state) = permitted::<ReadConversation>(tx, &actor, conversation).await?;
            let Some(side) = state.brand_side() else { return Ok(CustomerWait::default()) };
            let brand = state.members[side].profile.id;
            let rules = brands::rules_of(tx, &[brand]).await?.into_iter().flatten().next();
            let kept = threads::find_kept(tx, &[conversation]).await?.into_iter().flatten().next();
            let is_told = rules.is_some_and(|rules| rules.wait.told != WaitTold::Never);
            let Some(kept) = kept.filter(|_| is_told) else { return Ok(CustomerWait::default()) };
            let ticket = kept.thread.ticket.filter(|ticket| wait::is_told(ticket, kept.wait_told_at));
            let Some(ticket) = ticket else { return Ok(CustomerWait::default()) };
            let before = tickets::place_in_queue(tx, brand, &ticket).await?;
            let hours = Hours::of(&brand_hours::find(tx, brand).await?).map_err(|_| Error::new(ErrorCode::Internal))?;
            let opens_at = if hours.is_open_at(now) { None } else { hours.next_opening(now) };
            Ok(CustomerWait { before, opens_at })
        });
        read.await
    }
}
