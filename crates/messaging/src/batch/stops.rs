//! Customers who answer a promotion with a word by which people stop such things: their consent ends in the transaction of the message, they are
//! told so in one line, and nobody has to do anything.
//!
//! Never: a ticket because of it, a word that is a part of what somebody says to an agent.

use subrosa_campaign::{confirmation, is_stop};
use subrosa_proto::body::{Body, SealedBody, Voice};
use subrosa_proto::limits::BRAND_TOPICS;
use subrosa_proto::ticket::TicketStatus;
use subrosa_proto::{AccountId, ErrorCode};
use subrosa_store::{Tx, campaign_deliveries, topics};

use super::around::Around;
use super::business::Business;
use crate::Error;
use crate::campaigns::{OPT_OUT_SECONDS, Stopped};

impl Business {
    /// What a customer's message stops, if it says so.
    pub(super) async fn said_to_promotion(
        &self,
        tx: &mut Tx<'_>,
        customer: AccountId,
        body: &SealedBody,
        around: &Around<'_>,
    ) -> Result<Option<Stopped>, Error> {
        let Some(stop) = body.few_words().and_then(|words| is_stop(&words)) else { return Ok(None) };
        // In the middle of a talk with people, people hear it.
        if self.thread.ticket.as_ref().is_some_and(|ticket| ticket.status != TicketStatus::Resolved) {
            return Ok(None);
        }
        let since = around.now.plus_seconds(-OPT_OUT_SECONDS);
        let newest = campaign_deliveries::newest(tx, (customer, self.conversation), since).await?;
        let Some((campaign, topic)) = newest else { return Ok(None) };
        let known = topics::list(tx, self.brand, BRAND_TOPICS).await?;
        let label = known.into_iter().find(|one| one.name == topic).map_or_else(|| topic.clone(), |one| one.label);
        let line = Body { automatic: true, ..Body::text(confirmation(stop, &label)) };
        let answer = SealedBody::from_body(&line, Voice::Bot).map_err(|_| Error::new(ErrorCode::Internal))?;
        Ok(Some(Stopped { campaign, topic, answer }))
    }

    /// Hears that they want no more of it. It is no work for anyone.
    pub(super) fn hear_stop(&mut self, topic: String) {
        if let Some(counted) = &mut self.counted {
            counted.received += 1;
        }
        self.withdrawn.push(topic);
        self.is_changed = true;
    }
}
