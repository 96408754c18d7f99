//! `GET /v1/brand/rules`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::rule::RuleList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// List rules
///
/// The rules of the brand in the order in which they are asked, each with how often it ran in the last 30 days.
#[utoipa::path(
    get, path = "/v1/brand/rules", operation_id = "list_rules", tag = "Rules",
    responses((status = 200, description = "All of them.", body = RuleList), Problems),
)]
pub(in crate::rest) async fn handle(State(app): State<App>, Caller(actor): Caller) -> Result<Json<RuleList>, Failure> {
    Ok(Json(app.engage.rules(&actor).await?))
}
