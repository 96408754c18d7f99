//! `POST /v1/brand/teams`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NameTaken, TextInvalid};
use subrosa_proto::team::{SaveTeam, Team};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NameTaken, TextInvalid]);

/// Make a team
///
/// Its name and its key are unique in the brand; the flows of bots hand over to it by its key.
#[utoipa::path(
    post, path = "/v1/brand/teams", operation_id = "create_team", tag = "Brands",
    request_body = SaveTeam,
    responses((status = 201, description = "Made.", body = Team), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(team): Json<SaveTeam>,
) -> Result<(StatusCode, Answer<Team>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_team(&actor, team).await?)))
}
