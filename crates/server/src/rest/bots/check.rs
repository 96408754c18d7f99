//! `POST /v1/brand/bots/check`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::simulation::{CheckFlow, FlowCheck};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON);

/// Check a flow
///
/// What is wrong with it, and what may not be as meant, with the node and the line of each. Nothing is kept.
#[utoipa::path(
    post, path = "/v1/brand/bots/check", operation_id = "check_flow", tag = "Bots",
    request_body = CheckFlow,
    responses((status = 200, description = "What was found.", body = FlowCheck), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<CheckFlow>,
) -> Result<Answer<FlowCheck>, Failure> {
    Ok(Answer(app.engage.check_flow(&actor, request).await?))
}
