//! `POST /v1/accounts`.

use axum::extract::State;
use axum::response::Response;
use subrosa_proto::ErrorCode::{
    HandleInvalid, HandleTaken, InvalidParameter, InviteRequired, PasswordInvalid, SignUpClosed, TextInvalid,
    TooManyRequests,
};
use subrosa_proto::account::{Session, SignUp};

use crate::App;
use crate::http::{Failure, From, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, problems};
use crate::rest::sessions::signed_in;

problems!(
    ANY,
    CHANGE,
    JSON,
    &[
        HandleInvalid,
        HandleTaken,
        InvalidParameter,
        InviteRequired,
        PasswordInvalid,
        SignUpClosed,
        TextInvalid,
        TooManyRequests
    ]
);

/// Sign up
///
/// Makes an account and signs it in on a first device. The answer carries a bearer token and sets the session cookie.
#[utoipa::path(
    post, path = "/v1/accounts", operation_id = "sign_up", tag = "Sign-in",
    params(("Idempotency-Key" = inline(Option<String>), Header, nullable = false, min_length = 1, max_length = 128,
        description = "A name for this request, made by the client. The same key with the same password again answers with the same account and device.")),
    request_body = SignUp,
    responses(
        (status = 201, description = "Signed up and in.", body = Session,
            headers(("Set-Cookie" = String, description = "The session cookie, for browsers."))),
        Problems
    ),
    security(()),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    From(origin): From,
    Json(request): Json<SignUp>,
) -> Result<Response, Failure> {
    let session = app.messaging.sign_up(request, &origin).await?;
    Ok(signed_in::answer(&app, session))
}
