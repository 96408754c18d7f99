//! Try a webhook.

use subrosa_access::{Actor, ManageWebhooks, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::webhook::WebhookDelivery;
use subrosa_proto::{DeliveryId, WebhookId};
use subrosa_store::webhook_deliveries::Tried;

use super::find;
use super::payload::test_payload;
use super::send::{keep, post};
use crate::Engage;

impl Engage {
    /// Tells the address that this is a test, and what came of it. Whether it is on makes no difference.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `too_many_requests`.
    pub async fn test_webhook(&self, actor: &Actor, id: WebhookId) -> Result<WebhookDelivery, Error> {
        let permit = permit::<ManageWebhooks>(actor, &Subject::Own)?;
        let brand = permit.account()?;
        self.messaging.check_starts(permit.person()?)?;
        let target = self.messaging.db().read(async move |tx| find(tx, brand, id).await).await?;
        let (delivery, at) = (DeliveryId::new(self.messaging.next_id()), self.messaging.now());
        let name = delivery.to_string();
        let posted = post(&self.messaging, &target, &name, test_payload(brand, at)?).await;
        let delivery = WebhookDelivery {
            id: delivery,
            at,
            event: None,
            conversation: None,
            message: name,
            attempt: 1,
            status: posted.status.map(i64::from),
            took_ms: posted.took_ms,
        };
        keep(self, id, Tried { delivery, seq: 0, journal: 0 }).await
    }
}
