//! `GET /v1/brand`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::brand::Brand;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[NotFound]);

/// The brand that one acts for
///
/// As named by `Subrosa-Account`.
#[utoipa::path(
    get, path = "/v1/brand", operation_id = "get_brand", tag = "Brands",
    responses((status = 200, description = "The brand.", body = Brand), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<Brand>, Failure> {
    Ok(Json(app.engage.brand(&actor).await?))
}
