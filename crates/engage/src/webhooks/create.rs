//! Make a webhook.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use subrosa_access::{Actor, ManageWebhooks, Subject, permit};
use subrosa_messaging::Error;
use subrosa_proto::audit::AuditDeed;
use subrosa_proto::limits::BRAND_WEBHOOKS;
use subrosa_proto::webhook::{FreshWebhook, SaveWebhook, Webhook};
use subrosa_proto::{ErrorCode, WebhookId};
use subrosa_store::{accounts, webhooks};

use super::signature::PREFIX;
use crate::Engage;

impl Engage {
    /// Makes one, which is told what happens from now on. This answer alone shows its secret.
    ///
    /// # Errors
    /// `invalid_parameter`, also when the brand has as many as it can; `forbidden`.
    pub async fn create_webhook(&self, actor: &Actor, request: SaveWebhook) -> Result<FreshWebhook, Error> {
        let brand = permit::<ManageWebhooks>(actor, &Subject::Own)?.account()?;
        let SaveWebhook { url, events, on } = self.checked(request)?;
        let deed = self.deed(actor, brand, AuditDeed::WebhookSaved).about(host(&url));
        let secret = format!("{PREFIX}{}", STANDARD.encode(self.messaging.random::<32>()));
        let about = Webhook {
            id: WebhookId::new(self.messaging.next_id()),
            url,
            events,
            on,
            created_at: self.messaging.now(),
            failing_since: None,
            gave_up_at: None,
        };
        let fresh = FreshWebhook { about, secret };
        let new = fresh.clone();
        self.messaging
            .db()
            .write(async move |tx| {
                accounts::lock(tx, brand).await?;
                let known = webhooks::list(tx, brand, BRAND_WEBHOOKS).await?.len();
                if known >= usize::try_from(BRAND_WEBHOOKS).unwrap_or(usize::MAX) {
                    let detail = format!("a brand has at most {BRAND_WEBHOOKS} webhooks");
                    return Err(Error::field(ErrorCode::InvalidParameter, "url", detail));
                }
                webhooks::insert(tx, brand, &new.about, &new.secret).await?;
                deed.note(tx).await
            })
            .await?;
        Ok(fresh)
    }
}

/// Whose address it is, without what may be secret in it.
pub(super) fn host(url: &str) -> String {
    url.split("://").nth(1).unwrap_or(url).split(['/', '?', '#']).next().unwrap_or_default().to_owned()
}
