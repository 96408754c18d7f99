//! `POST /v1/sessions/passkey/challenge`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::{NotFound, TooManyRequests};
use subrosa_proto::passkey::PasskeyRequest;

use crate::App;
use crate::http::{Failure, From};
use crate::rest::problems::{ANY, CHANGE, problems};

problems!(ANY, CHANGE, &[NotFound, TooManyRequests]);

/// Ask for what a passkey is to sign
///
/// The answer goes into `PublicKeyCredential.parseRequestOptionsFromJSON()` and on to `navigator.credentials.get()`. It is the same for
/// everyone: which passkey it will be is found out by the browser.
#[utoipa::path(
    post, path = "/v1/sessions/passkey/challenge", operation_id = "ask_for_passkey", tag = "Sign-in",
    responses((status = 200, description = "What the browser asks for a passkey by.", body = PasskeyRequest), Problems),
    security(()),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    From(origin): From,
) -> Result<Json<PasskeyRequest>, Failure> {
    Ok(Json(app.messaging.ask_for_passkey(&origin).await?))
}
