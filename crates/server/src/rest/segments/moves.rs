//! `GET /v1/brand/segments/{segment}/moves`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::SegmentId;
use subrosa_proto::saved_segment::{SegmentMovePage, SegmentPageRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// Who came into a live segment and left it
///
/// In order, each once. Read on from `next`, whenever there may be more.
#[utoipa::path(
    get, path = "/v1/brand/segments/{segment}/moves", operation_id = "segment_moves", tag = "Segments",
    params(("segment" = SegmentId, Path, description = "Which segment."), SegmentPageRequest),
    responses((status = 200, description = "Some moves.", body = SegmentMovePage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(segment): Id<SegmentId>,
    Query(request): Query<SegmentPageRequest>,
) -> Result<Json<SegmentMovePage>, Failure> {
    Ok(Json(app.engage.segment_moves(&actor, segment, request).await?))
}
