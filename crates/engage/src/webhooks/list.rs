//! The webhooks of a brand.

use subrosa_access::{Actor, ManageWebhooks, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::limits::BRAND_WEBHOOKS;
use subrosa_proto::webhook::WebhookList;
use subrosa_store::webhooks;

use crate::Engage;

impl Engage {
    /// All of them, the oldest first, without their secrets.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn list_webhooks(&self, actor: &Actor) -> Result<WebhookList, Error> {
        let brand = permit::<ManageWebhooks>(actor, &Subject::Own)?.account()?;
        let found = self.messaging.db().read(async move |tx| webhooks::list(tx, brand, BRAND_WEBHOOKS).await).await;
        Ok(WebhookList { webhooks: found.map_err(Error::from)? })
    }
}
