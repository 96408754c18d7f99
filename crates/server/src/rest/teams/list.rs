//! `GET /v1/brand/teams`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::team::TeamList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The brand's teams
///
/// By name, each with its members.
#[utoipa::path(
    get, path = "/v1/brand/teams", operation_id = "list_teams", tag = "Brands",
    responses((status = 200, description = "The teams.", body = TeamList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<TeamList>, Failure> {
    Ok(Json(app.engage.teams(&actor).await?))
}
