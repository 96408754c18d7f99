//! `GET /v1/brand/service-levels`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::level::ServiceLevels;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The service levels
///
/// Within what time customers are answered and what they came with is done, in the order in which the policies are tried.
#[utoipa::path(
    get, path = "/v1/brand/service-levels", operation_id = "get_service_levels", tag = "Brands",
    responses((status = 200, description = "What the brand promises.", body = ServiceLevels), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<ServiceLevels>, Failure> {
    Ok(Json(app.engage.service_levels(&actor).await?))
}
