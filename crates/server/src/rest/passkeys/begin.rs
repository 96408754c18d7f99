//! `POST /v1/me/passkeys`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound, SignInFailed};
use subrosa_proto::passkey::{ConfirmPasskeys, PasskeyCreation};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound, SignInFailed]);

/// Begin to add a passkey
///
/// Needs the password, where the account has one. The answer goes into `PublicKeyCredential.parseCreationOptionsFromJSON()` and on to
/// `navigator.credentials.create()`; what that makes is sent to `/v1/me/passkeys/confirmation` within five minutes.
#[utoipa::path(
    post, path = "/v1/me/passkeys", operation_id = "begin_passkey", tag = "Passkeys",
    request_body = ConfirmPasskeys,
    responses((status = 200, description = "What the browser makes a passkey by.", body = PasskeyCreation), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<ConfirmPasskeys>,
) -> Result<Answer<PasskeyCreation>, Failure> {
    Ok(Answer(app.messaging.begin_passkey(&actor, request).await?))
}
