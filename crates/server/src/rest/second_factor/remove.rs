//! `POST /v1/me/second-factor/removal`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::{NotFound, SecondFactorFailed};
use subrosa_proto::second_factor::SecondFactorCode;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound, SecondFactorFailed]);

/// Sign in with the password alone again
///
/// Needs a code, of the app or a recovery code.
#[utoipa::path(
    post, path = "/v1/me/second-factor/removal", operation_id = "remove_second_factor", tag = "Second factor",
    request_body = SecondFactorCode,
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<SecondFactorCode>,
) -> Result<StatusCode, Failure> {
    app.messaging.remove_second_factor(&actor, request).await?;
    Ok(StatusCode::NO_CONTENT)
}
