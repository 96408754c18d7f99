//! `DELETE /v1/brand/knowledge/unanswered/{question}`.

use axum::extract::State;
use axum::http::StatusCode;
use subrosa_proto::ErrorCode::NotFound;
use subrosa_proto::QuestionId;

use crate::App;
use crate::http::{Caller, Failure, Id};
use crate::rest::problems::{ANY, CHANGE, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, &[NotFound]);

/// Put a question without an answer away
///
/// With those that ask the same. Asked again, it comes back.
#[utoipa::path(
    delete, path = "/v1/brand/knowledge/unanswered/{question}", operation_id = "dismiss_question", tag = "Knowledge",
    params(("question" = QuestionId, Path, description = "The question."),),
    responses((status = 204, description = "Put away."), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Id(id): Id<QuestionId>,
) -> Result<StatusCode, Failure> {
    app.engage.dismiss_question(&actor, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
