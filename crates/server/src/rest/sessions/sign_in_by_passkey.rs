//! `POST /v1/sessions/passkey`.

use axum::extract::State;
use axum::response::Response;
use subrosa_proto::ErrorCode::{AccountDisabled, NotFound, PasskeyFailed, TextInvalid};
use subrosa_proto::account::Session;
use subrosa_proto::passkey::PasskeySignIn;

use super::signed_in;
use crate::App;
use crate::http::{Failure, From, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, problems};

problems!(ANY, CHANGE, JSON, &[AccountDisabled, NotFound, PasskeyFailed, TextInvalid]);

/// Sign in with a passkey
///
/// A passkey makes sure that its owner is there, so neither password nor code are asked for. The answer is the same whatever is wrong with
/// it. Each challenge is answered once, whether rightly or not.
#[utoipa::path(
    post, path = "/v1/sessions/passkey", operation_id = "sign_in_by_passkey", tag = "Sign-in",
    request_body = PasskeySignIn,
    responses(
        (status = 201, description = "Signed in.", body = Session,
            headers(("Set-Cookie" = String, description = "The session cookie, for browsers."))),
        Problems
    ),
    security(()),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    From(origin): From,
    Json(request): Json<PasskeySignIn>,
) -> Result<Response, Failure> {
    let session = app.messaging.sign_in_by_passkey(request, &origin).await?;
    Ok(signed_in::answer(&app, session))
}
