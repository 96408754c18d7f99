//! `PATCH /v1/brand/segments/{segment}/contacts`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::SegmentId;
use subrosa_proto::saved_segment::{ChangeSegmentList, Segment};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Change a list by hand
///
/// Puts contacts into a list, and takes others out: all or none. Who stands in both is put in.
#[utoipa::path(
    patch, path = "/v1/brand/segments/{segment}/contacts", operation_id = "change_segment_list", tag = "Segments",
    params(("segment" = SegmentId, Path, description = "Which list.")),
    request_body = ChangeSegmentList,
    responses((status = 200, description = "The list.", body = Segment), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(segment): Id<SegmentId>,
    Json(change): Json<ChangeSegmentList>,
) -> Result<Answer<Segment>, Failure> {
    Ok(Answer(app.engage.change_segment_list(&actor, segment, change).await?))
}
