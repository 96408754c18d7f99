//! `POST /v1/batch`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{
    InvalidParameter, MalformedRequest, PayloadTooLarge, StorageFull, Unauthenticated, UnsupportedMediaType,
};
use subrosa_proto::source::Tracked;

use super::sent::Sent;
use crate::App;
use crate::http::Failure;
use crate::rest::problems::{ANY, problems};

problems!(
    ANY,
    &[InvalidParameter, MalformedRequest, PayloadTooLarge, StorageFull, Unauthenticated, UnsupportedMediaType],
);

/// Tell many things at once
///
/// Up to 5,000 calls as `{"batch": […], "sentAt": "…"}`, each with its `type`, in at most 2 MiB, which may come as gzip. A call has at
/// most 32 KiB. What was told before changes nothing; what can't be used is left aside alone, and the answer says why. Answered is what is
/// in the store for good.
#[utoipa::path(
    post, path = "/v1/batch", operation_id = "track_batch", tag = "Tracking", security(("write_key" = [])),
    request_body(content = serde_json::Value, content_type = "application/json", description = "The calls."),
    responses((status = 200, description = "What became of them.", body = Tracked), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, sent: Sent) -> Result<Answer<Tracked>, Failure> {
    Ok(Answer(app.engage.track(&sent.key, None, &sent.body).await?))
}
