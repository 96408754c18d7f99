//! `GET /v1/brand/segments/{segment}/contacts`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::SegmentId;
use subrosa_proto::saved_segment::{KeptContactPage, SegmentPageRequest};

use crate::App;
use crate::http::{Caller, Failure, Id, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter, NotFound]);

/// The contacts of a segment
///
/// Of a live segment or a list, by their conversations. Those of a segment that is asked are known when it is counted.
#[utoipa::path(
    get, path = "/v1/brand/segments/{segment}/contacts", operation_id = "segment_contacts", tag = "Segments",
    params(("segment" = SegmentId, Path, description = "Which segment."), SegmentPageRequest),
    responses((status = 200, description = "Some of them.", body = KeptContactPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(segment): Id<SegmentId>,
    Query(request): Query<SegmentPageRequest>,
) -> Result<Json<KeptContactPage>, Failure> {
    Ok(Json(app.engage.segment_contacts(&actor, segment, request).await?))
}
