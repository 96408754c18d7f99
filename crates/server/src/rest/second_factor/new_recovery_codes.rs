//! `POST /v1/me/second-factor/recovery-codes`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{NotFound, SecondFactorFailed};
use subrosa_proto::second_factor::{RecoveryCodes, SecondFactorCode};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[NotFound, SecondFactorFailed]);

/// Replace the recovery codes
///
/// Needs a code. Those from before work no more.
#[utoipa::path(
    post, path = "/v1/me/second-factor/recovery-codes", operation_id = "new_recovery_codes", tag = "Second factor",
    request_body = SecondFactorCode,
    responses((status = 200, description = "The recovery codes, shown once.", body = RecoveryCodes), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<SecondFactorCode>,
) -> Result<Answer<RecoveryCodes>, Failure> {
    Ok(Answer(app.messaging.new_recovery_codes(&actor, request).await?))
}
