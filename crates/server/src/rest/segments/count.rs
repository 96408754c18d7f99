//! `POST /v1/brand/segments/count`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::saved_segment::{GivenRule, SegmentCount};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Count of whom a rule holds
///
/// Exactly, now, before it is kept; also of whom each of its conditions holds by itself, with some contacts. Members who may not see contacts
/// get no sample, and no number below 10.
#[utoipa::path(
    post, path = "/v1/brand/segments/count", operation_id = "count_segment", tag = "Segments",
    request_body = GivenRule,
    responses((status = 200, description = "How many.", body = SegmentCount), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(given): Json<GivenRule>,
) -> Result<Answer<SegmentCount>, Failure> {
    Ok(Answer(app.engage.count_segment(&actor, given).await?))
}
