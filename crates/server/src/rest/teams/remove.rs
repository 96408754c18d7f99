//! `DELETE /v1/brand/teams/{team}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::TeamId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove a team
///
/// For good. Its tickets that are not resolved keep those who hold them; the others wait among those of no team.
#[utoipa::path(
    delete, path = "/v1/brand/teams/{team}", operation_id = "remove_team", tag = "Brands",
    params(("team" = TeamId, Path, description = "The team.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<TeamId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_team(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
