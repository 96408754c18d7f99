//! One request to an address.

use std::time::{Duration, Instant};

use subrosa_messaging::Messaging;
use subrosa_store::webhooks::Target;

use crate::webhooks::signature::signature;

/// Time for an answer to begin.
const LIMIT: Duration = Duration::from_secs(10);
/// The status that says that an address wants to be told no more.
const GONE: u16 = 410;

/// What came of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::webhooks) struct Posted {
    /// The answer's status; none when there was none in time, or the address may not be called.
    pub(in crate::webhooks) status: Option<u16>,
    pub(in crate::webhooks) took_ms: i64,
}

impl Posted {
    /// Whether the address took it.
    pub(in crate::webhooks) fn is_taken(self) -> bool {
        self.status.is_some_and(|status| (200..300).contains(&status))
    }

    /// Whether the address wants to be told no more.
    pub(in crate::webhooks) fn is_gone(self) -> bool {
        self.status == Some(GONE)
    }
}

/// Tells an address. What it answers beside its status is not read.
pub(in crate::webhooks) async fn post(messaging: &Messaging, target: &Target, name: &str, body: String) -> Posted {
    let seconds = messaging.now().milliseconds().div_euclid(1_000);
    let begun = Instant::now();
    let status = match signature(&target.secret, name, seconds, &body) {
        Some(signature) => {
            let headers = [
                ("webhook-id", name.to_owned()),
                ("webhook-timestamp", seconds.to_string()),
                ("webhook-signature", signature),
            ];
            match messaging.tell_service(&target.webhook.url, headers, body, LIMIT).await {
                Ok(status) => Some(status),
                Err(error) => {
                    tracing::debug!(%error, "a webhook was not answered");
                    None
                }
            }
        }
        None => None,
    };
    Posted { status, took_ms: i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX) }
}
