//! `GET /v1/brand/sources`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::source::SourceList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The sources of tracking calls
///
/// With what came of their calls. Write keys never come back out.
#[utoipa::path(
    get, path = "/v1/brand/sources", operation_id = "list_sources", tag = "Tracking",
    responses((status = 200, description = "The sources.", body = SourceList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<SourceList>, Failure> {
    Ok(Json(app.engage.sources(&actor).await?))
}
