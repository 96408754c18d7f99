//! `GET /v1/brand/webhooks`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::webhook::WebhookList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The addresses that are told what happens
///
/// The oldest first, at most 10. Secrets never come back out.
#[utoipa::path(
    get, path = "/v1/brand/webhooks", operation_id = "list_webhooks", tag = "Webhooks",
    responses((status = 200, description = "The webhooks.", body = WebhookList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<WebhookList>, Failure> {
    Ok(Json(app.engage.list_webhooks(&actor).await?))
}
