//! `GET /v1/brand/shops`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::shop::ShopList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// The shops that tell orders
///
/// With the paths that their webhooks go to. Secrets never come back out.
#[utoipa::path(
    get, path = "/v1/brand/shops", operation_id = "list_shops", tag = "Customers",
    responses((status = 200, description = "The shops.", body = ShopList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<ShopList>, Failure> {
    Ok(Json(app.engage.shops(&actor).await?))
}
