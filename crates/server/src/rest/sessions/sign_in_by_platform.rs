//! `POST /v1/sessions/platform`.

use axum::extract::State;
use axum::response::Response;
use subrosa_proto::ErrorCode::{
    AccountDisabled, HandleTaken, InvalidParameter, NotFound, PlatformTokenInvalid, TextInvalid,
};
use subrosa_proto::account::{PlatformSignIn, Session};

use super::signed_in;
use crate::App;
use crate::http::{Failure, From, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, problems};

problems!(
    ANY,
    CHANGE,
    JSON,
    &[AccountDisabled, HandleTaken, InvalidParameter, NotFound, PlatformTokenInvalid, TextInvalid]
);

/// Sign in with a token of the host platform
///
/// The host platform's backend exchanges its own signed token for a session. On first sight the account is made.
#[utoipa::path(
    post, path = "/v1/sessions/platform", operation_id = "sign_in_by_platform", tag = "Sign-in",
    params(("Idempotency-Key" = inline(Option<String>), Header, nullable = false, min_length = 1, max_length = 128,
        description = "A name for this request, made by the client. The same key again answers with the same device.")),
    request_body = PlatformSignIn,
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
    Json(request): Json<PlatformSignIn>,
) -> Result<Response, Failure> {
    let session = app.messaging.sign_in_by_platform(request, &origin).await?;
    Ok(signed_in::answer(&app, session))
}
