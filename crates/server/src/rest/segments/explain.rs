//! `POST /v1/brand/segments/explanation`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::saved_segment::{ExplainSegment, SegmentExplanation};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// See why a contact is in
///
/// Whether a rule holds of them, and each of its conditions.
#[utoipa::path(
    post, path = "/v1/brand/segments/explanation", operation_id = "explain_segment", tag = "Segments",
    request_body = ExplainSegment,
    responses((status = 200, description = "What holds.", body = SegmentExplanation), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<ExplainSegment>,
) -> Result<Answer<SegmentExplanation>, Failure> {
    Ok(Answer(app.engage.explain_segment(&actor, request).await?))
}
