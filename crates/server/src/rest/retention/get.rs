//! `GET /v1/brand/retention`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::retention::RetentionSettings;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// For how long conversations are kept
///
/// After how many days contents of conversations, their files, and custom events are removed. For ever where nothing was set.
#[utoipa::path(
    get, path = "/v1/brand/retention", operation_id = "get_retention", tag = "Brands",
    responses((status = 200, description = "For how long.", body = RetentionSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<RetentionSettings>, Failure> {
    Ok(Json(app.engage.retention(&actor).await?))
}
