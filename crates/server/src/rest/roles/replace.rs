//! `PUT /v1/brand/roles/{role}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NameTaken, NotFound, TextInvalid};
use subrosa_proto::RoleId;
use subrosa_proto::right::{OwnRole, SaveRole};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NameTaken, NotFound, TextInvalid]);

/// Change a role
///
/// Its name and all of its rights. Whoever has it has the new rights at once; their sessions begin anew.
#[utoipa::path(
    put, path = "/v1/brand/roles/{role}", operation_id = "replace_role", tag = "Brands",
    params(("role" = RoleId, Path, description = "The role.")),
    request_body = SaveRole,
    responses((status = 200, description = "Changed.", body = OwnRole), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<RoleId>,
    Json(role): Json<SaveRole>,
) -> Result<Answer<OwnRole>, Failure> {
    Ok(Answer(app.engage.replace_role(&actor, id, role).await?))
}
