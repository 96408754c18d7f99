//! `POST /v1/brand/rules/backtest`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::rule::{Backtest, BacktestRule};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Try a rule on what happened
///
/// How often it would have run in the last 90 days, a page of the brand's conversations at a time; what decides is what decides when the
/// rule is on. Tickets are taken as they stood at each moment; what is known of customers, their orders and the business hours as they are
/// now. Nothing is done. For owners and admins.
#[utoipa::path(
    post, path = "/v1/brand/rules/backtest", operation_id = "backtest_rule", tag = "Rules",
    request_body = BacktestRule,
    responses((status = 200, description = "What these conversations say.", body = Backtest), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<BacktestRule>,
) -> Result<Answer<Backtest>, Failure> {
    Ok(Answer(app.engage.backtest_rule(&actor, request).await?))
}
