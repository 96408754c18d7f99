//! `GET /v1/brand/segments`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::saved_segment::SegmentList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The segments of a brand
///
/// With their rules, as JSON and as text.
#[utoipa::path(
    get, path = "/v1/brand/segments", operation_id = "list_segments", tag = "Segments",
    responses((status = 200, description = "The segments.", body = SegmentList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<SegmentList>, Failure> {
    Ok(Json(app.engage.segments(&actor).await?))
}
