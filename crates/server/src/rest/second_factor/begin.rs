//! `POST /v1/me/second-factor`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, SignInFailed};
use subrosa_proto::second_factor::{BeginSecondFactor, NewSecondFactor};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, SignInFailed]);

/// Ask for a secret for codes
///
/// Needs the password. The secret goes into an app; it comes into force when a code of it is sent to `/v1/me/second-factor/confirmation`.
#[utoipa::path(
    post, path = "/v1/me/second-factor", operation_id = "begin_second_factor", tag = "Second factor",
    request_body = BeginSecondFactor,
    responses((status = 200, description = "The secret, shown once.", body = NewSecondFactor), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<BeginSecondFactor>,
) -> Result<Answer<NewSecondFactor>, Failure> {
    Ok(Answer(app.messaging.begin_second_factor(&actor, request).await?))
}
