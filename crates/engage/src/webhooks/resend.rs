//! Tell an address once more what it was told, or was to be told.

use subrosa_access::{Actor, ManageWebhooks, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::webhook::WebhookDelivery;
use subrosa_proto::{DeliveryId, ErrorCode, WebhookId};
use subrosa_store::webhook_deliveries::Tried;
use subrosa_store::{events, journal, webhook_deliveries};

use super::find;
use super::payload::{Happened, Place, payload};
use super::send::{keep, post};
use crate::Engage;

impl Engage {
    /// Tells it again under the same name, and what came of it. What is told in order goes on beside it.
    ///
    /// # Errors
    /// `not_found`, also for a test; `forbidden`, `too_many_requests`.
    pub async fn resend_delivery(
        &self,
        actor: &Actor,
        id: WebhookId,
        delivery: DeliveryId,
    ) -> Result<WebhookDelivery, Error> {
        let permit = permit::<ManageWebhooks>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        self.messaging.check_starts(permit.person()?)?;
        let read = self.messaging.db().read(async move |tx| {
            let not_found = || Error::new(ErrorCode::NotFound);
            let target = find(tx, brand, id).await?;
            let tried = webhook_deliveries::find(tx, id, delivery).await?.ok_or_else(not_found)?;
            let conversation = tried.delivery.conversation.ok_or_else(not_found)?;
            let happened = if tried.seq > 0 {
                events::at_many(tx, &[(conversation, tried.seq)]).await?.pop().flatten().map(Happened::Message)
            } else {
                journal::at_many(tx, &[(conversation, tried.journal)])
                    .await?
                    .pop()
                    .flatten()
                    .map(|entry| Happened::Entry(Box::new(entry)))
            };
            let place = Place::read(tx, brand, conversation).await?;
            Ok::<_, Error>((target, tried, happened.ok_or_else(not_found)?, place))
        });
        let (target, before, happened, place) = read.await?;
        let event = happened.event().ok_or_else(|| Error::new(ErrorCode::NotFound))?;
        let posted = post(&self.messaging, &target, &happened.name(), payload(&place, event, &happened)?).await;
        let delivery = WebhookDelivery {
            id: DeliveryId::new(self.messaging.next_id()),
            at: self.messaging.now(),
            attempt: before.delivery.attempt + 1,
            status: posted.status.map(i64::from),
            took_ms: posted.took_ms,
            ..before.delivery
        };
        keep(self, id, Tried { delivery, ..before }).await
    }
}
