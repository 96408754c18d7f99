//! `POST /v1/brand/webhooks/{webhook}/deliveries/{delivery}/resend`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::webhook::WebhookDelivery;
use subrosa_proto::{DeliveryId, WebhookId};

use crate::App;
use crate::http::{Caller, Failure, Ids};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Tell an address the same once more
///
/// Under the same `webhook-id`. What it is told in order goes on beside it. A test is not told again.
#[utoipa::path(
    post, path = "/v1/brand/webhooks/{webhook}/deliveries/{delivery}/resend", operation_id = "resend_webhook_delivery",
    tag = "Webhooks",
    params(
        ("webhook" = WebhookId, Path, description = "The webhook."),
        ("delivery" = DeliveryId, Path, description = "One of its tries."),
    ),
    responses((status = 200, description = "What came of it.", body = WebhookDelivery), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Ids(webhook, delivery): Ids<WebhookId, DeliveryId>,
) -> Result<Answer<WebhookDelivery>, Failure> {
    Ok(Answer(app.engage.resend_delivery(&actor, webhook, delivery).await?))
}
