//! `POST /v1/me/sign-on`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{NotFound, SignInFailed, SignOnFailed};
use subrosa_proto::sign_on::{BeginSignOnLink, SignOnBegun};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound, SignInFailed, SignOnFailed]);

/// Ask for the way to a brand's identity provider, to be signed in by it as oneself
///
/// Needs the password, where the account has one. From then on whoever runs the provider can sign in as this account. It ends where every way
/// does: `POST /v1/sessions/brand`.
#[utoipa::path(
    post, path = "/v1/me/sign-on", operation_id = "begin_sign_on_link", tag = "Me",
    request_body = BeginSignOnLink,
    responses((status = 200, description = "The way.", body = SignOnBegun), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<BeginSignOnLink>,
) -> Result<Answer<SignOnBegun>, Failure> {
    Ok(Answer(app.engage.begin_sign_on_link(&actor, request).await?))
}
