//! `POST /v1/brand/rules`.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::InvalidParameter;
use subrosa_proto::rule::{Rule, SaveRule};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[InvalidParameter]);

/// Add a rule
///
/// Behind all others. When something happens to a ticket, if the conditions hold, then it is done: at once, by any node, once. What
/// happened before the rule was switched on does not wake it. For owners and admins.
#[utoipa::path(
    post, path = "/v1/brand/rules", operation_id = "create_rule", tag = "Rules",
    request_body = SaveRule,
    responses((status = 201, description = "Kept.", body = Rule), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(rule): Json<SaveRule>,
) -> Result<(StatusCode, Answer<Rule>), Failure> {
    Ok((StatusCode::CREATED, Answer(app.engage.create_rule(&actor, rule).await?)))
}
