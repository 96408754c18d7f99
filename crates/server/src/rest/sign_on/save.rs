//! `PUT /v1/brand/sign-on`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::sign_on::{SaveProvider, SignOn};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Let members sign in by the brand's identity provider
///
/// By `OpenID` Connect. The provider's configuration is read at once. Where it is required, members who did not sign in by it, owners excepted,
/// can act for the brand no more.
#[utoipa::path(
    put, path = "/v1/brand/sign-on", operation_id = "save_sign_on", tag = "Brands",
    request_body = SaveProvider,
    responses((status = 200, description = "The provider.", body = SignOn), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<SaveProvider>,
) -> Result<Answer<SignOn>, Failure> {
    Ok(Answer(app.engage.save_sign_on(&actor, request).await?))
}
