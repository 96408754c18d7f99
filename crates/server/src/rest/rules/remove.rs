//! `DELETE /v1/brand/rules/{rule}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::RuleId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Remove a rule
///
/// For good. What it did stays, in journals and, for 30 days, in the log of rules. For owners and admins.
#[utoipa::path(
    delete, path = "/v1/brand/rules/{rule}", operation_id = "remove_rule", tag = "Rules",
    params(("rule" = RuleId, Path, description = "The rule.")),
    responses((status = 204, description = "Removed."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<RuleId>,
) -> Result<StatusCode, Failure> {
    app.engage.remove_rule(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
