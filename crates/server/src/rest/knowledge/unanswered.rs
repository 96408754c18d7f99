//! `GET /v1/brand/knowledge/unanswered`.

use axum::Json;
use axum::extract::State;
use subrosa_proto::knowledge::UnansweredList;

use crate::App;
use crate::http::{Caller, Failure};
use crate::rest::problems::{ANY, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN);

/// Questions without an answer
///
/// What customers asked in vain, the same in other words put together.
#[utoipa::path(
    get, path = "/v1/brand/knowledge/unanswered", operation_id = "list_unanswered_questions", tag = "Knowledge",
    responses((status = 200, description = "The questions.", body = UnansweredList), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
) -> Result<Json<UnansweredList>, Failure> {
    Ok(Json(app.engage.unanswered_questions(&actor).await?))
}
