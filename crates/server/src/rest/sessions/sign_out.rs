//! `DELETE /v1/sessions/current`.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::IntoResponse;

use crate::App;
use crate::http::{Caller, Failure, cookie};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE);

/// Sign this device out
///
/// The token is no longer valid, open sockets of the device end, and the session cookie is removed.
#[utoipa::path(
    delete, path = "/v1/sessions/current", operation_id = "sign_out", tag = "Sign-in",
    responses(
        (status = 204, description = "Signed out.",
            headers(("Set-Cookie" = String, description = "Removes the session cookie."))),
        Problems
    ),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<impl IntoResponse, Failure> {
    app.messaging.sign_out(&actor).await?;
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookie::clear(app.settings.is_secure()))]))
}
