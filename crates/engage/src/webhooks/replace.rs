//! Change a webhook: its address, what it is told, whether at all.

use subrosa_access::{Actor, ManageWebhooks, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::WebhookId;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::webhook::{SaveWebhook, Webhook};
use subrosa_store::{accounts, webhook_threads, webhooks};

use super::create::host;
use super::find;
use crate::Engage;

impl Engage {
    /// Changes one. Its secret stays. Switched off, or on again, it is told what happens from then on; otherwise what it was not told
    /// yet it is told at the new address.
    ///
    /// # Errors
    /// `invalid_parameter`, `not_found`, `forbidden`.
    pub async fn replace_webhook(&self, actor: &Actor, id: WebhookId, request: SaveWebhook) -> Result<Webhook, Error> {
        let brand = permit::<ManageWebhooks>(actor, &Subject::Own)?.account()?;
        let SaveWebhook { url, events, on } = self.checked(request)?;
        let deed = self.deed(actor, brand, AuditDeed::WebhookSaved).about(host(&url));
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let before = find(tx, brand, id).await?.webhook;
                webhooks::update(tx, (brand, id), (&url, &events, on)).await?;
                if !(on && before.on) {
                    webhook_threads::forget(tx, id).await?;
                }
                deed.note(tx).await?;
                Ok(find(tx, brand, id).await?.webhook)
            })
            .await
    }
}
