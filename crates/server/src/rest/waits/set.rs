//! `PUT /v1/brand/wait`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::wait::WaitSettings;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON);

/// Say what customers are told of their wait
///
/// In place of what was set before. A customer is told once for each wait: how many are before them and about how long a first answer takes
/// or, while the brand is closed, when it opens. How long is said when ten answers of the last thirty days tell it.
#[utoipa::path(
    put, path = "/v1/brand/wait", operation_id = "set_wait_settings", tag = "Brands",
    request_body = WaitSettings,
    responses((status = 200, description = "What they are told now.", body = WaitSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(settings): Json<WaitSettings>,
) -> Result<Answer<WaitSettings>, Failure> {
    Ok(Answer(app.engage.set_wait(&actor, settings).await?))
}
