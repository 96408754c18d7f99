//! `POST /v1/sync/ack`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::InvalidCursor;
use subrosa_proto::sync::Ack;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidCursor]);

/// Say how far this device has stored what changed
///
/// Others see their messages up to there as delivered.
#[utoipa::path(
    post, path = "/v1/sync/ack", operation_id = "ack", tag = "Sync",
    request_body = Ack,
    responses((status = 204, description = "Noted."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(ack): Json<Ack>,
) -> Result<StatusCode, Failure> {
    app.messaging.ack(&actor, ack).await?;
    Ok(StatusCode::NO_CONTENT)
}
