//! `POST /v1/sessions/brand`.

use axum::extract::State;
use axum::response::Response;
use subrosa_proto::ErrorCode::{AccountDisabled, HandleTaken, InvalidParameter, SignOnFailed, TextInvalid};
use subrosa_proto::account::Session;
use subrosa_proto::sign_on::FinishSignOn;

use crate::App;
use crate::http::{Failure, From, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, problems};
use crate::rest::sessions::signed_in;

problems!(ANY, CHANGE, JSON, &[AccountDisabled, HandleTaken, InvalidParameter, SignOnFailed, TextInvalid]);

/// Sign in by a brand's identity provider
///
/// With what the provider sent the browser back with. Whoever is new to it gets an account, or keeps the one that they set out with, and is a
/// member of the brand. Each way is gone once.
#[utoipa::path(
    post, path = "/v1/sessions/brand", operation_id = "finish_sign_on", tag = "Sign-in",
    request_body = FinishSignOn,
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
    Json(request): Json<FinishSignOn>,
) -> Result<Response, Failure> {
    let session = app.engage.finish_sign_on(request, &origin).await?;
    Ok(signed_in::answer(&app, session))
}
