//! `POST /v1/me/second-factor/confirmation`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{NotFound, SecondFactorFailed};
use subrosa_proto::second_factor::{RecoveryCodes, SecondFactorCode};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound, SecondFactorFailed]);

/// Bring a second factor into force
///
/// Needs a code of the app that has the secret. From now on, signing in with the password asks for a code.
#[utoipa::path(
    post, path = "/v1/me/second-factor/confirmation", operation_id = "confirm_second_factor", tag = "Second factor",
    request_body = SecondFactorCode,
    responses((status = 200, description = "In force; the recovery codes, shown once.", body = RecoveryCodes), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<SecondFactorCode>,
) -> Result<Answer<RecoveryCodes>, Failure> {
    Ok(Answer(app.messaging.confirm_second_factor(&actor, request).await?))
}
