//! `GET /v1/brand/hours`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::hours::Hours;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// When the brand is open
///
/// Its time zone, its business hours, and whether it is open now.
#[utoipa::path(
    get, path = "/v1/brand/hours", operation_id = "get_hours", tag = "Brands",
    responses((status = 200, description = "The hours.", body = Hours), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<Hours>, Failure> {
    Ok(Json(app.engage.hours(&actor).await?))
}
