//! `POST /v1/sessions`.

use axum::extract::State;
use axum::response::Response;
use subrosa_proto::ErrorCode::{
    AccountDisabled, InvalidParameter, NotFound, PasskeyFailed, SecondFactorFailed, SecondFactorRequired, SignInFailed,
    TextInvalid, TooManyRequests,
};
use subrosa_proto::account::{Session, SignIn};

use super::signed_in;
use crate::App;
use crate::http::{Failure, From, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, problems};

problems!(
    ANY,
    CHANGE,
    JSON,
    &[
        AccountDisabled,
        InvalidParameter,
        NotFound,
        PasskeyFailed,
        SecondFactorFailed,
        SecondFactorRequired,
        SignInFailed
    ],
    &[TextInvalid, TooManyRequests],
);

/// Sign in with a password
///
/// The answer is the same for an unknown handle and a wrong password. It carries a bearer token and sets the session cookie.
/// An account with a second factor is asked for a `code` or a `passkey` when the password is right; each code of the app works once.
#[utoipa::path(
    post, path = "/v1/sessions", operation_id = "sign_in", tag = "Sign-in",
    params(("Idempotency-Key" = inline(Option<String>), Header, nullable = false, min_length = 1, max_length = 128,
        description = "A name for this request, made by the client. The same key again answers with the same device.")),
    request_body = SignIn,
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
    Json(request): Json<SignIn>,
) -> Result<Response, Failure> {
    let session = app.messaging.sign_in(request, &origin).await?;
    Ok(signed_in::answer(&app, session))
}
