//! `POST /v1/brand/webhooks`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::webhook::{FreshWebhook, SaveWebhook};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Have an address told what happens
///
/// It is told what happens from now on, signed as Standard Webhooks have it, in order for each conversation, again and again for a day
/// until it answers. Only this answer shows the secret.
#[utoipa::path(
    post, path = "/v1/brand/webhooks", operation_id = "create_webhook", tag = "Webhooks",
    request_body = SaveWebhook,
    responses((status = 201, description = "Made.", body = FreshWebhook), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(webhook): Json<SaveWebhook>,
) -> Result<(StatusCode, Answer<FreshWebhook>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_webhook(&actor, webhook).await?)))
}
