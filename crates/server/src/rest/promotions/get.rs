//! `GET /v1/me/promotions`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::campaign::PromotionBudget;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// How many promotions you want
///
/// In seven days, from all brands together.
#[utoipa::path(
    get, path = "/v1/me/promotions", operation_id = "get_promotions", tag = "Me",
    responses((status = 200, description = "How many.", body = PromotionBudget), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<PromotionBudget>, Failure> {
    Ok(Json(app.engage.promotion_budget(&actor).await?))
}
