//! `GET /v1/brand/closing`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::closing::ClosingSettings;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// When pending tickets close
///
/// After how many days without an answer of the customer, and what they are told then. Off where nothing was set.
#[utoipa::path(
    get, path = "/v1/brand/closing", operation_id = "get_closing", tag = "Brands",
    responses((status = 200, description = "When they close.", body = ClosingSettings), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<ClosingSettings>, Failure> {
    Ok(Json(app.engage.closing(&actor).await?))
}
