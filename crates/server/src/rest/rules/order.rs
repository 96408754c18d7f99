//! `PUT /v1/brand/rules/order`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::rule::{RuleList, RuleOrder};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Order rules
///
/// Rules are asked in this order, and what one does the next sees. All rules of the brand have to be named. For owners and admins.
#[utoipa::path(
    put, path = "/v1/brand/rules/order", operation_id = "order_rules", tag = "Rules",
    request_body = RuleOrder,
    responses((status = 200, description = "The rules in their new order.", body = RuleList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(order): Json<RuleOrder>,
) -> Result<Answer<RuleList>, Failure> {
    Ok(Answer(app.engage.order_rules(&actor, order).await?))
}
