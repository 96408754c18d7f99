//! Remove a webhook.

use subrosa_access::{Actor, ManageWebhooks, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::WebhookId;
use subrosa_proto::audit::AuditDeed;
use subrosa_store::{accounts, webhooks};

use super::create::host;
use super::find;
use crate::Engage;

impl Engage {
    /// Forgets one, with its secret and what it was told.
    ///
    /// # Errors
    /// `not_found`, `forbidden`.
    pub async fn remove_webhook(&self, actor: &Actor, id: WebhookId) -> Result<(), Error> {
        let brand = permit::<ManageWebhooks>(actor, &Subject::Own)?.account()?;
        let deed = self.deed(actor, brand, AuditDeed::WebhookRemoved);
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let before = find(tx, brand, id).await?.webhook;
                webhooks::remove(tx, (brand, id)).await?;
                deed.about(host(&before.url)).note(tx).await
            })
            .await
    }
}
