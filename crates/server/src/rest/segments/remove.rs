//! `DELETE /v1/brand/segments/{segment}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::SegmentId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[InvalidParameter, NotFound]);

/// Remove a segment
///
/// One that stands in no other.
#[utoipa::path(
    delete, path = "/v1/brand/segments/{segment}", operation_id = "remove_segment", tag = "Segments",
    params(("segment" = SegmentId, Path, description = "Which segment.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(segment): Id<SegmentId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_segment(&actor, segment).await?;
    Ok(StatusCode::NO_CONTENT)
}
