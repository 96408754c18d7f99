//! `DELETE /v1/brand/sources/{source}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::SourceId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove a source
///
/// Its write key opens nothing any more; what it told stays.
#[utoipa::path(
    delete, path = "/v1/brand/sources/{source}", operation_id = "remove_source", tag = "Tracking",
    params(("source" = SourceId, Path, description = "Which source.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(source): Id<SourceId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_source(&actor, source).await?;
    Ok(StatusCode::NO_CONTENT)
}
