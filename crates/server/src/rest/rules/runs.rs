//! `GET /v1/brand/rules/runs`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::rule::{RuleRunPage, RuleRunsRequest};

use crate::App;
use crate::http::{Caller, Failure, Query};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, &[InvalidParameter]);

/// Read what rules did
///
/// When which rule ran on which ticket, and what it did or why it did not, the newest first; of the last 30 days. That conditions did not hold
/// is told only where a rule had waited for something to last. For owners and admins.
#[utoipa::path(
    get, path = "/v1/brand/rules/runs", operation_id = "list_rule_runs", tag = "Rules",
    params(RuleRunsRequest),
    responses((status = 200, description = "A page of the log.", body = RuleRunPage), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Query(request): Query<RuleRunsRequest>,
) -> Result<Json<RuleRunPage>, Failure> {
    Ok(Json(app.engage.rule_runs(&actor, request).await?))
}
