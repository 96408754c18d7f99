//! `PUT /v1/brand/webhooks/{webhook}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::WebhookId;
use subrosa_proto::webhook::{SaveWebhook, Webhook};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Change an address that is told what happens
///
/// Its secret stays. Switched off, or on again, it is told what happens from then on; otherwise what it was not told yet it is told at
/// the new address.
#[utoipa::path(
    put, path = "/v1/brand/webhooks/{webhook}", operation_id = "replace_webhook", tag = "Webhooks",
    params(("webhook" = WebhookId, Path, description = "The webhook.")),
    request_body = SaveWebhook,
    responses((status = 200, description = "The webhook as it is now.", body = Webhook), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(webhook): Id<WebhookId>,
    Json(request): Json<SaveWebhook>,
) -> Result<Answer<Webhook>, Failure> {
    Ok(Answer(app.engage.replace_webhook(&actor, webhook, request).await?))
}
