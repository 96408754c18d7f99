//! Webhooks: a brand's addresses are told what happens in its conversations, signed as Standard Webhooks have it
//! (<https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>).
//!
//! The batch notes, in its own transaction, that there is something to tell; what that is stands in the log and the journal, so nothing is
//! kept twice and nothing is lost. Each address is told of each conversation in order, again and again until it answers, for a day.
//!
//! Never: a wait of anything else for an address, a secret in an answer but the first, a way into the private network.

mod create;
mod deliveries;
mod list;
mod payload;
mod remove;
mod replace;
mod resend;
mod send;
mod signature;
mod test;

use subrosa_messaging::Error;
use subrosa_proto::webhook::SaveWebhook;
use subrosa_proto::{AccountId, ErrorCode, WebhookId};
use subrosa_store::Tx;
use subrosa_store::webhooks::{self, Target};

use crate::Engage;

/// A webhook of a brand, which has to be one.
async fn find(tx: &mut Tx<'_>, brand: AccountId, id: WebhookId) -> Result<Target, Error> {
    let found = webhooks::find(tx, id).await?.filter(|target| target.brand == brand);
    found.ok_or_else(|| Error::new(ErrorCode::NotFound))
}

impl Engage {
    /// What is to be saved, each event once.
    ///
    /// # Errors
    /// `invalid_parameter` for an address that may not be called, or without events.
    fn checked(&self, mut webhook: SaveWebhook) -> Result<SaveWebhook, Error> {
        let wrong = |field, detail: &str| Error::field(ErrorCode::InvalidParameter, field, detail);
        webhook.url = webhook.url.trim().to_owned();
        if !self.messaging.may_call(&webhook.url) {
            return Err(wrong("url", "a public https address of up to 2000 characters, without a name and password"));
        }
        webhook.events.sort_unstable();
        webhook.events.dedup();
        if webhook.events.is_empty() {
            return Err(wrong("events", "at least one"));
        }
        Ok(webhook)
    }
}
