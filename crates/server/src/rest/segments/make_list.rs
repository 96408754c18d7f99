//! `POST /v1/brand/segments/{segment}/list`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, TextInvalid};
use subrosa_proto::SegmentId;
use subrosa_proto::saved_segment::{NewSegmentList, Segment};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, TextInvalid]);

/// Make a list of a segment
///
/// Of whoever is in it now: a segment of its own, whose contacts stay as they were found. It is filled within moments, and `is_ready` then.
#[utoipa::path(
    post, path = "/v1/brand/segments/{segment}/list", operation_id = "list_segment", tag = "Segments",
    params(("segment" = SegmentId, Path, description = "Which segment.")),
    request_body = NewSegmentList,
    responses((status = 201, description = "The list.", body = Segment), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(segment): Id<SegmentId>,
    Json(request): Json<NewSegmentList>,
) -> Result<(StatusCode, Answer<Segment>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.list_segment(&actor, segment, request).await?)))
}
