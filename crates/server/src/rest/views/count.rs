//! `GET /v1/brand/views/counts`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::view::ViewCounts;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// How many tickets stand in each view
///
/// All counted at one moment.
#[utoipa::path(
    get, path = "/v1/brand/views/counts", operation_id = "count_views", tag = "Inbox",
    responses((status = 200, description = "The counts.", body = ViewCounts), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<ViewCounts>, Failure> {
    Ok(Json(app.engage.count_views(&actor).await?))
}
