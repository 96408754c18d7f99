//! `POST /v1/brand/knowledge/answer`.

use axum::Json as Answer;
use axum::extract::State;
use subrosa_proto::ErrorCode::TextInvalid;
use subrosa_proto::knowledge::{AskKnowledge, KnowledgeAnswer};

use crate::App;
use crate::http::{Caller, Failure, Json};
use crate::rest::problems::{ANY, CHANGE, JSON, SIGNED_IN, problems};

problems!(ANY, SIGNED_IN, CHANGE, JSON, &[TextInvalid]);

/// Try a question
///
/// What a customer would be answered from the published articles, and from where. Nothing is kept of it.
#[utoipa::path(
    post, path = "/v1/brand/knowledge/answer", operation_id = "ask_knowledge", tag = "Knowledge",
    request_body = AskKnowledge,
    responses((status = 200, description = "The answer, or none, and what came nearest.", body = KnowledgeAnswer), Problems),
)]
pub(in crate::rest) async fn handle(
    State(app): State<App>,
    Caller(actor): Caller,
    Json(request): Json<AskKnowledge>,
) -> Result<Answer<KnowledgeAnswer>, Failure> {
    Ok(Answer(app.engage.ask_knowledge(&actor, request).await?))
}
