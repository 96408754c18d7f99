//! What was tried lately with a webhook.

use subrosa_access::{Actor, ManageWebhooks, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::WebhookId;
use subrosa_proto::webhook::WebhookDeliveryList;
use subrosa_store::webhook_deliveries::{self, KEPT};

use super::find;
use crate::Engage;

impl Engage {
    /// The last tries, the newest first.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn webhook_deliveries(&self, actor: &Actor, id: WebhookId) -> Result<WebhookDeliveryList, Error> {
        let brand = permit::<ManageWebhooks>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| {
            find(tx, brand, id).await?;
            Ok::<_, Error>(webhook_deliveries::list(tx, id, KEPT).await?)
        });
        Ok(WebhookDeliveryList { deliveries: found.await?.into_iter().map(|tried| tried.delivery).collect() })
    }
}
