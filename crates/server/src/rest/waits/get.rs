//! `GET /v1/brand/wait`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::wait::WaitSettings;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// What customers are told of their wait
///
/// When they are told how many are before them and about how long it takes, and in which language.
#[utoipa::path(
    get, path = "/v1/brand/wait", operation_id = "get_wait_settings", tag = "Brands",
    responses((status = 200, description = "What they are told.", body = WaitSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<WaitSettings>, Failure> {
    Ok(Json(app.engage.wait(&actor).await?))
}
