//! `PUT /v1/brand/segments/{segment}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::SegmentId;
use subrosa_proto::saved_segment::{SaveSegment, Segment};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid]);

/// Change a segment
///
/// Its name and its rule. Other segments in which it stands follow.
#[utoipa::path(
    put, path = "/v1/brand/segments/{segment}", operation_id = "replace_segment", tag = "Segments",
    params(("segment" = SegmentId, Path, description = "Which segment.")),
    request_body = SaveSegment,
    responses((status = 200, description = "The segment.", body = Segment), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(segment): Id<SegmentId>,
    Json(request): Json<SaveSegment>,
) -> Result<Answer<Segment>, Failure> {
    Ok(Answer(app.engage.replace_segment(&actor, segment, request).await?))
}
