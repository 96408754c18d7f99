//! `PUT /v1/brand/teams/{team}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NameTaken, NotFound, TextInvalid};
use subrosa_proto::TeamId;
use subrosa_proto::team::{SaveTeam, Team};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NameTaken, NotFound, TextInvalid]);

/// Change a team
///
/// Name, key and members take the place of what stood there. Tickets that members hold stay theirs.
#[utoipa::path(
    put, path = "/v1/brand/teams/{team}", operation_id = "replace_team", tag = "Brands",
    params(("team" = TeamId, Path, description = "The team.")),
    request_body = SaveTeam,
    responses((status = 200, description = "The team as it is now.", body = Team), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<TeamId>,
    Json(team): Json<SaveTeam>,
) -> Result<Answer<Team>, Failure> {
    Ok(Answer(app.engage.replace_team(&actor, id, team).await?))
}
