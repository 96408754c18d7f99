//! `POST /v1/me/passkeys/confirmation`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, PasskeyFailed, TextInvalid};
use subrosa_proto::passkey::{AddedPasskey, NewPasskey};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, PasskeyFailed, TextInvalid]);

/// Add the passkey that was made
///
/// From then on it signs in without the password, and signing in with the password asks for it, or for a code. The first one brings
/// recovery codes along, where the account has a password and had none.
#[utoipa::path(
    post, path = "/v1/me/passkeys/confirmation", operation_id = "add_passkey", tag = "Passkeys",
    request_body = NewPasskey,
    responses((status = 201, description = "Added.", body = AddedPasskey), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<NewPasskey>,
) -> Result<(StatusCode, Answer<AddedPasskey>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.messaging.add_passkey(&actor, request).await?)))
}
