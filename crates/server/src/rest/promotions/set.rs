//! `PUT /v1/me/promotions`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::campaign::PromotionBudget;

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Say how many promotions you want
///
/// In seven days, from all brands together; 0 is none at all. It holds from the next one on.
#[utoipa::path(
    put, path = "/v1/me/promotions", operation_id = "set_promotions", tag = "Me",
    request_body = PromotionBudget,
    responses((status = 200, description = "How many.", body = PromotionBudget), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(budget): Json<PromotionBudget>,
) -> Result<Answer<PromotionBudget>, Failure> {
    Ok(Answer(app.engage.set_promotion_budget(&actor, budget).await?))
}
