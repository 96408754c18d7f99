//! `PUT /v1/me/password`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{PasswordInvalid, SignInFailed};
use subrosa_proto::account::PasswordChange;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[PasswordInvalid, SignInFailed]);

/// Change one's password
///
/// Needs the current password. Every other device is signed out.
#[utoipa::path(
    put, path = "/v1/me/password", operation_id = "change_password", tag = "Me",
    request_body = PasswordChange,
    responses((status = 204, description = "Changed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(change): Json<PasswordChange>,
) -> Result<StatusCode, Failure> {
    app.messaging.change_password(&actor, change).await?;
    Ok(StatusCode::NO_CONTENT)
}
