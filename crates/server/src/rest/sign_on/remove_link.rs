//! `POST /v1/me/sign-on/removal`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{LastSignIn, NotFound};
use subrosa_proto::sign_on::RemoveSignOnLink;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[LastSignIn, NotFound]);

/// Let an identity provider sign one in no more
///
/// The last way to sign in is not removed. Devices that are signed in stay so.
#[utoipa::path(
    post, path = "/v1/me/sign-on/removal", operation_id = "remove_sign_on_link", tag = "Me",
    request_body = RemoveSignOnLink,
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<RemoveSignOnLink>,
) -> Result<StatusCode, Failure> {
    app.messaging.remove_sign_on_link(&actor, request).await?;
    Ok(StatusCode::NO_CONTENT)
}
