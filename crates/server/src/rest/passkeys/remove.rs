//! `POST /v1/me/passkeys/{passkey}/removal`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{LastSignIn, NotFound, SignInFailed};
use subrosa_proto::PasskeyId;
use subrosa_proto::passkey::ConfirmPasskeys;

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[LastSignIn, NotFound, SignInFailed]);

/// Remove a passkey
///
/// Needs the password, where the account has one; the last way to sign in is not removed. Devices that are signed in stay so.
#[utoipa::path(
    post, path = "/v1/me/passkeys/{passkey}/removal", operation_id = "remove_passkey", tag = "Passkeys",
    params(("passkey" = PasskeyId, Path, description = "The passkey.")),
    request_body = ConfirmPasskeys,
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(passkey): Id<PasskeyId>,
    Json(request): Json<ConfirmPasskeys>,
) -> Result<StatusCode, Failure> {
    app.messaging.remove_passkey(&actor, passkey, request).await?;
    Ok(StatusCode::NO_CONTENT)
}
