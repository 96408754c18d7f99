//! `POST /v1/brand/roles`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NameTaken, TextInvalid};
use subrosa_proto::right::{OwnRole, SaveRole};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NameTaken, TextInvalid]);

/// Make a role
///
/// Of rights that whoever makes it has. Members who have it may look like all others and, beyond that, do what it has the rights for. What is
/// an owner's alone is no right.
#[utoipa::path(
    post, path = "/v1/brand/roles", operation_id = "create_role", tag = "Brands",
    request_body = SaveRole,
    responses((status = 201, description = "Made.", body = OwnRole), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(role): Json<SaveRole>,
) -> Result<(StatusCode, Answer<OwnRole>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_role(&actor, role).await?)))
}
