//! Webhooks: addresses of a brand's that are told what happens in its conversations.

use serde::{Deserialize, Serialize};

use crate::ids::{ConversationId, DeliveryId, WebhookId};
use crate::time::Timestamp;

/// What an address can be told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub enum WebhookEvent {
    /// Someone wrote a message: the customer, a member, a bot.
    #[serde(rename = "message.created")]
    MessageCreated,
    /// A ticket was opened or opened again, its status or priority was changed, or its labels were.
    #[serde(rename = "ticket.changed")]
    TicketChanged,
    /// A thread was given to someone, or to nobody.
    #[serde(rename = "thread.taken")]
    ThreadTaken,
    /// A bot gave a thread away.
    #[serde(rename = "thread.handed_over")]
    ThreadHandedOver,
}

impl WebhookEvent {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::MessageCreated, Self::TicketChanged, Self::ThreadTaken, Self::ThreadHandedOver];

    /// Its name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::MessageCreated => "message.created",
            Self::TicketChanged => "ticket.changed",
            Self::ThreadTaken => "thread.taken",
            Self::ThreadHandedOver => "thread.handed_over",
        }
    }
}

/// An address that is told what happens. The secret with which it is signed to was shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Webhook {
    pub id: WebhookId,
    pub url: String,
    /// What it is told of, each once.
    pub events: Vec<WebhookEvent>,
    pub on: bool,
    pub created_at: Timestamp,
    /// Since when nothing has reached it; absent while all does. After a day it is switched off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub failing_since: Option<Timestamp>,
    /// When it was switched off because nothing reached it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub gave_up_at: Option<Timestamp>,
}

/// The webhooks of a brand, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WebhookList {
    pub webhooks: Vec<Webhook>,
}

/// A webhook as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SaveWebhook {
    /// A public https address of up to 2000 characters.
    #[cfg_attr(feature = "schema", schema(max_length = 2000, example = "https://example.org/subrosa"))]
    pub url: String,
    /// What it is told of.
    #[cfg_attr(feature = "schema", schema(min_items = 1, max_items = 4))]
    pub events: Vec<WebhookEvent>,
    /// False to tell it nothing. What happens meanwhile it is not told later.
    #[serde(default = "yes")]
    pub on: bool,
}

/// A webhook as it was made: the only answer that shows the secret.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct FreshWebhook {
    #[serde(flatten)]
    pub about: Webhook,
    /// `whsec_` and the key in base64, as Standard Webhooks have it.
    pub secret: String,
}

impl std::fmt::Debug for FreshWebhook {
    /// Without the secret.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "FreshWebhook({:?})", self.about.id)
    }
}

/// One try to tell an address something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WebhookDelivery {
    pub id: DeliveryId,
    pub at: Timestamp,
    /// What it was told of; absent for a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub event: Option<WebhookEvent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub conversation: Option<ConversationId>,
    /// The `webhook-id`: the same for every try of the same event.
    pub message: String,
    /// 1, 2, 3…
    pub attempt: i64,
    /// The status of the answer; absent when there was none in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(nullable = false))]
    pub status: Option<i64>,
    /// Milliseconds until the answer, or until there was none.
    pub took_ms: i64,
}

/// The last tries of a webhook, the newest first: at most 200.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct WebhookDeliveryList {
    pub deliveries: Vec<WebhookDelivery>,
}

const fn yes() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_are_called_what_they_are_told_as() {
        for event in WebhookEvent::ALL {
            assert_eq!(serde_json::to_value(event).expect("JSON"), event.name());
        }
    }
}
