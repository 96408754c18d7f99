//! `DELETE /v1/brand/webhooks/{webhook}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::WebhookId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Tell an address no more
///
/// Its secret and its tries are forgotten.
#[utoipa::path(
    delete, path = "/v1/brand/webhooks/{webhook}", operation_id = "remove_webhook", tag = "Webhooks",
    params(("webhook" = WebhookId, Path, description = "The webhook.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(webhook): Id<WebhookId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_webhook(&actor, webhook).await?;
    Ok(StatusCode::NO_CONTENT)
}
