//! `POST /v1/sessions/brand/way`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{NotFound, SignOnFailed, TooManyRequests};
use subrosa_proto::sign_on::{BeginSignOn, SignOnBegun};

use crate::App;
use crate::http::{Failure, From, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, problems};

problems!(ANY, CHANGE, JSON, &[NotFound, SignOnFailed, TooManyRequests]);

/// Ask for the way to a brand's identity provider
///
/// The browser keeps `state` for itself and goes to `address`; the provider sends it back to `/sign-in/brand` with a `code` and the same `state`.
#[utoipa::path(
    post, path = "/v1/sessions/brand/way", operation_id = "begin_sign_on", tag = "Sign-in",
    request_body = BeginSignOn,
    responses((status = 200, description = "The way.", body = SignOnBegun), Problems),
    security(()),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    From(origin): From,
    Json(request): Json<BeginSignOn>,
) -> Result<Answer<SignOnBegun>, Failure> {
    Ok(Answer(app.engage.begin_sign_on(request, &origin).await?))
}
