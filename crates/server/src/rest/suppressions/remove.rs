//! `DELETE /v1/brand/suppressions/{suppression}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::SuppressionId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Let campaigns write to somebody again
///
/// As far as they agreed to it: what a customer withdrew themselves, only they give again.
#[utoipa::path(
    delete, path = "/v1/brand/suppressions/{suppression}", operation_id = "remove_suppression", tag = "Campaigns",
    params(("suppression" = SuppressionId, Path, description = "Which entry.")),
    responses((status = 204, description = "It is off the list."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(suppression): Id<SuppressionId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_suppression(&actor, suppression).await?;
    Ok(StatusCode::NO_CONTENT)
}
