//! `PUT /v1/brand/rules/{rule}`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::{InvalidParameter, NotFound};
use subrosa_proto::RuleId;
use subrosa_proto::rule::{Rule, SaveRule};

use crate::App;
use crate::http::{Caller, Failure, Id, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter, NotFound]);

/// Write a rule anew, or switch it on or off
///
/// In place of what stood there, at the same place among the others. One that is switched on, or woken by something else from now on, is
/// not woken by what happened before. For owners and admins.
#[utoipa::path(
    put, path = "/v1/brand/rules/{rule}", operation_id = "replace_rule", tag = "Rules",
    params(("rule" = RuleId, Path, description = "The rule.")),
    request_body = SaveRule,
    responses((status = 200, description = "The rule as it is now.", body = Rule), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<RuleId>,
    Json(rule): Json<SaveRule>,
) -> Result<Answer<Rule>, Failure> {
    Ok(Answer(app.engage.replace_rule(&actor, id, rule).await?))
}
