//! `POST /v1/brand/webhooks/{webhook}/test`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::WebhookId;
use subrosa_proto::webhook::WebhookDelivery;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Try an address
///
/// It is told `webhook.test`, on or off. The answer says what came of it, ten seconds later at the latest.
#[utoipa::path(
    post, path = "/v1/brand/webhooks/{webhook}/test", operation_id = "test_webhook", tag = "Webhooks",
    params(("webhook" = WebhookId, Path, description = "The webhook.")),
    responses((status = 200, description = "What came of it.", body = WebhookDelivery), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(webhook): Id<WebhookId>,
) -> Result<Answer<WebhookDelivery>, Failure> {
    Ok(Answer(app.engage.test_webhook(&actor, webhook).await?))
}
