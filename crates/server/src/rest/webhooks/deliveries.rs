//! `GET /v1/brand/webhooks/{webhook}/deliveries`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::WebhookId;
use subrosa_proto::webhook::WebhookDeliveryList;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// What was tried lately
///
/// The last 200 tries, the newest first.
#[utoipa::path(
    get, path = "/v1/brand/webhooks/{webhook}/deliveries", operation_id = "list_webhook_deliveries", tag = "Webhooks",
    params(("webhook" = WebhookId, Path, description = "The webhook.")),
    responses((status = 200, description = "The tries.", body = WebhookDeliveryList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(webhook): Id<WebhookId>,
) -> Result<Answer<WebhookDeliveryList>, Failure> {
    Ok(Answer(app.engage.webhook_deliveries(&actor, webhook).await?))
}
