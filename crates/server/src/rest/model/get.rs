//! `GET /v1/brand/model`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::model::BrandModel;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// What the language model is used for
///
/// Which model the operator has, at which host, what the brand uses it for, and how much of today's budget is used. Nothing is
/// switched on unless an admin did.
#[utoipa::path(
    get, path = "/v1/brand/model", operation_id = "get_model", tag = "Brands",
    responses((status = 200, description = "What it is used for.", body = BrandModel), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<BrandModel>, Failure> {
    Ok(Json(app.engage.brand_model(&actor).await?))
}
